// The menu of the bot's commands for this person, as setMyCommands gave them.

import { element } from "./format.js";
import { $, act, ask, state } from "./state.js";

export async function openMenu() {
  const { commands } = await ask(`chat/${state.person}`);
  const none = element("p", {}, state.words.no_commands);
  $("menu").replaceChildren(...(commands.length ? commands.map(item) : [none]));
  show(true);
}

export const closeMenu = () => show(false);

export const enterMenu = () => $("menu").querySelector("button:last-of-type")?.focus();

function show(open) {
  $("menu").hidden = !open;
  $("open-menu").setAttribute("aria-expanded", `${open}`);
}

function item({ command, description }) {
  const onclick = () => {
    closeMenu();
    $("text").value = "";
    act({ act: "text", text: `/${command}` });
    $("text").focus();
  };
  return element("button", { type: "button", role: "menuitem", onclick }, element("b", {}, `/${command}`), ` ${description}`);
}

$("open-menu").onclick = async () => {
  if (!$("menu").hidden) return closeMenu();
  await openMenu();
  return $("menu").querySelector("button")?.focus();
};

$("menu").onkeydown = (event) => {
  const items = [...$("menu").querySelectorAll("button")];
  const step = event.altKey ? 0 : { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) {
    event.preventDefault();
    items[(items.indexOf(document.activeElement) + step + items.length) % items.length]?.focus();
  } else if (event.key === "Escape") {
    closeMenu();
    $("text").focus();
  }
};
