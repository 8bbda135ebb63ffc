// The people at the left.

import { loadChat } from "./chat.js";
import { element } from "./format.js";
import { $, alone, state } from "./state.js";
import { stopWriting } from "./writing.js";

const listeners = [];
export const onChoose = (listener) => listeners.push(listener);

export function showPeople() {
  $("people").replaceChildren(...state.people.map(entry));
}

function entry(one) {
  const { words } = state;
  const role = [words[one.role], one.office].filter(Boolean).join(" · ");
  const badge = element("span", { className: "badge", title: words.unread }, `${one.unread}`);
  badge.hidden = !one.unread;
  const initial = one.name.split(" ").at(-1)[0];
  const face = element("span", { className: `face ${one.role}`, ariaHidden: "true" }, initial);
  const label = element("span", { className: "who" }, element("b", {}, one.name), element("small", {}, role));
  const button = element("button", { type: "button", onclick: () => choose(one.id) }, face, label, badge);
  if (one.id === state.person) button.setAttribute("aria-current", "true");
  return element("li", {}, button);
}

export async function choose(id) {
  state.person = id;
  if (alone) localStorage.setItem("person", id);
  if (state.people.find((one) => one.id === id)?.role === "focal") state.focal = id;
  $("toast").hidden = true;
  stopWriting();
  await loadChat();
  showPeople();
  listeners.forEach((listener) => listener());
  if (!matchMedia("(pointer: coarse)").matches) $("text").focus();
}

// Alt with an arrow: the next or the previous person.
addEventListener("keydown", (event) => {
  const step = event.altKey ? { ArrowDown: 1, ArrowUp: -1 }[event.key] : 0;
  if (!step) return;
  event.preventDefault();
  const { people } = state;
  const index = people.findIndex((one) => one.id === state.person);
  choose(people[(index + step + people.length) % people.length].id);
});
