// One person's chat: messages, where they are scrolled to, the reply keyboard.

import { bubble } from "./bubble.js";
import { day, element } from "./format.js";
import { $, act, ask, state } from "./state.js";
import { editMessage } from "./writing.js";

const acts = {
  get bot() { return state.bot; },
  address: (id) => `file/${encodeURIComponent(id)}`,
  command: (text) => act({ act: "text", text }),
  open: (payload) => act({ act: "open", payload }),
  press(message, data, key) {
    key.classList.add("waiting");
    setTimeout(() => key.classList.remove("waiting"), 3000);
    act({ act: "press", message, data });
  },
  edit: editMessage,
};

let atTheEnd = true;

export async function loadChat() {
  const wanted = state.person;
  const loaded = await ask(`chat/${wanted}`);
  if (wanted !== state.person) return;
  state.chat = loaded;
  showMessages();
  showStanding();
  showKeyboard();
  $("menu").hidden = true;
  toEnd();
  markRead();
}

export function showMessages() {
  const nodes = state.chat.messages.map((message) => bubble(message, state.words, acts));
  if (!nodes.length) nodes.push(element("li", { className: "empty" }, hint()));
  $("messages").replaceChildren(...nodes);
  showDays();
}

// What a newcomer may do first, by the part that this person has.
function hint() {
  return state.words[`empty_${role()}`] ?? state.words.empty;
}

const role = () => state.people.find((one) => one.id === state.person)?.role;

function showDays() {
  $("messages").querySelectorAll(".day").forEach((node) => node.remove());
  let shown = "";
  for (const node of [...$("messages").querySelectorAll("li[data-at]")]) {
    const name = day(Number(node.dataset.at), state.language);
    if (name !== shown) node.before(element("li", { className: "day" }, name));
    shown = name;
  }
}

export function putMessage(message) {
  const { messages } = state.chat;
  const index = messages.findIndex((other) => other.id === message.id);
  const node = bubble(message, state.words, acts);
  if (index < 0) {
    messages.push(message);
    $("messages").querySelector(".empty")?.remove();
    $("messages").append(node);
  } else {
    messages[index] = message;
    $(`m${message.id}`)?.replaceWith(node);
  }
  showDays();
  if (atTheEnd || message.mine) toEnd();
  else $("latest").hidden = false;
}

export function removeMessage(id) {
  state.chat.messages = state.chat.messages.filter((message) => message.id !== id);
  $(`m${id}`)?.remove();
  showDays();
}

export function markRead() {
  const last = state.chat.messages.filter((message) => !message.mine).at(-1);
  const one = state.people.find((other) => other.id === state.person);
  if (!last || !one || document.hidden) return;
  one.unread = 0;
  act({ act: "read", message: last.id });
}

export function showStanding() {
  const { blocked, started } = state.chat;
  $("standing").textContent = blocked ? state.words.blocked : `@${state.bot}`;
  $("block").textContent = blocked ? state.words.unblock : state.words.block;
  $("sample").hidden = !["owner", "organiser"].includes(role());
  $("start").hidden = started;
  $("composer").hidden = !started;
}

let typingEnds = 0;

export function showTyping() {
  $("standing").textContent = state.words.typing;
  clearTimeout(typingEnds);
  typingEnds = setTimeout(showStanding, 5000);
}

export function showKeyboard() {
  const rows = state.chat.keyboard.map((row) => element("div", {}, ...row.map(replyKey)));
  $("keyboard").replaceChildren(...rows);
  $("keyboard").hidden = !rows.length;
}

function replyKey(given) {
  const button = typeof given === "string" ? { text: given } : given;
  const wish = button.request_contact ? { act: "contact" } : { act: "text", text: button.text };
  return element("button", { type: "button", className: "key", onclick: () => act(wish) }, button.text);
}

function toEnd() {
  atTheEnd = true;
  $("messages").scrollTop = $("messages").scrollHeight;
  $("latest").hidden = true;
}

$("messages").onscroll = () => {
  const { scrollHeight, scrollTop, clientHeight } = $("messages");
  atTheEnd = scrollHeight - scrollTop - clientHeight < 120;
  if (atTheEnd) $("latest").hidden = true;
};
// A keyboard or a longer text takes room from the chat: who was at its end stays there.
const keepAtEnd = () => { if (atTheEnd) toEnd(); };
new ResizeObserver(keepAtEnd).observe($("messages"));
$("messages").addEventListener("load", keepAtEnd, true); // a picture has its height only once it came

$("start").onclick = () => acts.open("");
$("latest").onclick = toEnd;
$("block").onclick = () => act({ act: "block", blocked: !state.chat.blocked });
