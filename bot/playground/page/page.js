// The chat page: people at the left, one person's chat in the middle, the clock below.

import { bubble } from "./bubble.js";
import { day, element, timeOfDay } from "./format.js";

const $ = (id) => document.getElementById(id);
const LARGEST = 50e6;
let words = {};
let language = localStorage.getItem("language") ?? "vi";
let people = [];
let person = Number(localStorage.getItem("person")) || 0;
let chat = { messages: [], keyboard: [], commands: [] };
let editing = null;
let clock = { now: 0, upcoming: [], movable: false, seen: 0 };

const acts = {
  bot: "",
  address: (id) => `file/${encodeURIComponent(id)}`,
  command: (text) => act({ act: "text", text }),
  open: (payload) => act({ act: "open", payload }),
  press(message, data, key) {
    key.classList.add("waiting");
    setTimeout(() => key.classList.remove("waiting"), 3000);
    act({ act: "press", message, data });
  },
  edit(message) {
    editing = message.id;
    $("text").value = message.text;
    $("editing").hidden = false;
    $("text").focus();
  },
};

async function ask(path, options) {
  const response = await fetch(path, options);
  if (!response.ok) throw new Error(`${response.status}`);
  return response.json();
}

async function post(path, body) {
  try {
    await ask(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
  } catch {
    notice(words.failed);
  }
}

const act = (wish) => post(`act/${person}`, wish);

// People.

function showPeople() {
  const items = people.map((one) => {
    const role = [words[one.role], one.office].filter(Boolean).join(" · ");
    const badge = element("span", { className: "badge", title: words.unread }, `${one.unread}`);
    badge.hidden = !one.unread;
    const picture = element("span", { className: `face ${one.role}`, ariaHidden: "true" }, one.name.split(" ").at(-1)[0]);
    const label = element("span", { className: "who" }, element("b", {}, one.name), element("small", {}, role));
    const button = element("button", { type: "button", onclick: () => choose(one.id) }, picture, label, badge);
    if (one.id === person) button.setAttribute("aria-current", "true");
    return element("li", {}, button);
  });
  $("people").replaceChildren(...items);
}

async function choose(id) {
  person = id;
  localStorage.setItem("person", id);
  $("toast").hidden = true;
  stopEditing();
  await loadChat();
  showPeople();
  if (!matchMedia("(pointer: coarse)").matches) $("text").focus();
}

function markRead() {
  const last = chat.messages.filter((message) => !message.mine).at(-1);
  const one = people.find((other) => other.id === person);
  if (!last || !one || document.hidden) return;
  one.unread = 0;
  act({ act: "read", message: last.id });
}

// The chat.

async function loadChat() {
  const wanted = person;
  const loaded = await ask(`chat/${wanted}`);
  if (wanted !== person) return;
  chat = loaded;
  showMessages();
  showStanding();
  showKeyboard();
  $("menu").hidden = true;
  toEnd();
  markRead();
}

function showMessages() {
  const nodes = chat.messages.map((message) => bubble(message, words, acts));
  if (!nodes.length) nodes.push(element("li", { className: "empty" }, words.empty));
  $("messages").replaceChildren(...nodes);
  showDays();
}

function showDays() {
  $("messages").querySelectorAll(".day").forEach((node) => node.remove());
  let shown = "";
  for (const node of [...$("messages").querySelectorAll("li[data-at]")]) {
    const name = day(Number(node.dataset.at), language);
    if (name !== shown) node.before(element("li", { className: "day" }, name));
    shown = name;
  }
}

function putMessage(message) {
  const atEnd = nearEnd();
  const index = chat.messages.findIndex((other) => other.id === message.id);
  const node = bubble(message, words, acts);
  if (index < 0) {
    chat.messages.push(message);
    $("messages").querySelector(".empty")?.remove();
    $("messages").append(node);
  } else {
    chat.messages[index] = message;
    $(`m${message.id}`)?.replaceWith(node);
  }
  showDays();
  if (atEnd || message.mine) toEnd();
  else $("latest").hidden = false;
}

function removeMessage(id) {
  chat.messages = chat.messages.filter((message) => message.id !== id);
  $(`m${id}`)?.remove();
  showDays();
}

function showStanding() {
  $("standing").textContent = chat.blocked ? words.blocked : `@${acts.bot}`;
  $("block").textContent = chat.blocked ? words.unblock : words.block;
  $("start").hidden = chat.started;
  $("composer").hidden = !chat.started;
}

function showKeyboard() {
  const rows = chat.keyboard.map((row) =>
    element("div", {}, ...row.map((given) => {
      const button = typeof given === "string" ? { text: given } : given;
      const press = () => act(button.request_contact ? { act: "contact" } : { act: "text", text: button.text });
      return element("button", { type: "button", className: "key", onclick: press }, button.text);
    })));
  $("keyboard").replaceChildren(...rows);
  $("keyboard").hidden = !rows.length;
}

const nearEnd = () => $("messages").scrollHeight - $("messages").scrollTop - $("messages").clientHeight < 120;

function toEnd() {
  $("messages").scrollTop = $("messages").scrollHeight;
  $("latest").hidden = true;
}

// Writing.

function stopEditing() {
  editing = null;
  $("editing").hidden = true;
  $("text").value = "";
  fit();
}

function fit() {
  const box = $("text");
  box.style.height = "";
  if (box.value.includes("\n") || box.scrollHeight > box.clientHeight) box.style.height = `${box.scrollHeight + 2}px`;
}

$("composer").onsubmit = (event) => {
  event.preventDefault();
  const text = $("text").value.trim();
  if (!text) return;
  act(editing ? { act: "edit", message: editing, text } : { act: "text", text });
  stopEditing();
  $("menu").hidden = true;
};

$("text").oninput = () => {
  fit();
  if ($("text").value === "/") openMenu();
};

$("text").onkeydown = (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    $("composer").requestSubmit();
  } else if (event.key === "Escape") {
    stopEditing();
    $("menu").hidden = true;
  } else if (event.key === "ArrowUp" && !$("menu").hidden) {
    event.preventDefault();
    $("menu").querySelector("button:last-of-type")?.focus();
  }
};

$("start").onclick = () => acts.open("");
$("latest").onclick = toEnd;
$("block").onclick = () => act({ act: "block", blocked: !chat.blocked });

// The command menu.

async function openMenu() {
  chat.commands = (await ask(`chat/${person}`)).commands;
  const items = chat.commands.map(({ command, description }) => {
    const choose = () => {
      $("menu").hidden = true;
      stopEditing();
      acts.command(`/${command}`);
      $("text").focus();
    };
    return element("button", { type: "button", role: "menuitem", onclick: choose }, element("b", {}, `/${command}`), ` ${description}`);
  });
  $("menu").replaceChildren(...(items.length ? items : [element("p", {}, words.no_commands)]));
  $("menu").hidden = false;
}

$("open-menu").onclick = async () => {
  if ($("menu").hidden) {
    await openMenu();
    $("menu").querySelector("button")?.focus();
  } else $("menu").hidden = true;
};

$("menu").onkeydown = (event) => {
  const items = [...$("menu").querySelectorAll("button")];
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) {
    event.preventDefault();
    items[(items.indexOf(document.activeElement) + step + items.length) % items.length]?.focus();
  } else if (event.key === "Escape") {
    $("menu").hidden = true;
    $("text").focus();
  }
};

new MutationObserver(() => $("open-menu").setAttribute("aria-expanded", String(!$("menu").hidden)))
  .observe($("menu"), { attributeFilter: ["hidden"] });

// Files.

async function upload(files) {
  for (const file of files) {
    if (file.size > LARGEST) {
      notice(words.too_large);
      continue;
    }
    const form = new FormData();
    form.append("file", file);
    form.append("caption", $("text").value.trim());
    stopEditing();
    try {
      await ask(`upload/${person}`, { method: "POST", body: form });
    } catch {
      notice(words.failed);
    }
  }
}

$("file").onchange = async () => {
  await upload([...$("file").files]);
  $("file").value = "";
};

document.querySelector("label.icon").onkeydown = (event) => {
  if (event.key === "Enter" || event.key === " ") {
    event.preventDefault();
    $("file").click();
  }
};

addEventListener("dragover", (event) => {
  event.preventDefault();
  $("drop").hidden = false;
});
addEventListener("dragleave", (event) => {
  if (!event.relatedTarget) $("drop").hidden = true;
});
addEventListener("drop", (event) => {
  event.preventDefault();
  $("drop").hidden = true;
  upload([...event.dataTransfer.files]);
});

// Notices.

let toastEnds = 0;

function notice(text, alert = false) {
  if (alert) {
    $("alert").querySelector("p").textContent = text;
    $("alert").showModal();
    return;
  }
  $("toast").textContent = text;
  $("toast").hidden = false;
  clearTimeout(toastEnds);
  toastEnds = setTimeout(() => { $("toast").hidden = true; }, 4000);
}

// The clock.

async function loadClock() {
  clock = { ...(await ask("clock")), seen: performance.now() };
  showClock();
}

function showClock() {
  const now = clock.now + (performance.now() - clock.seen) / 1000;
  $("now").textContent = `${day(now, language)}, ${timeOfDay(now)}`;
  const pings = clock.upcoming.map((ping) => `${day(ping.at, language)}, ${timeOfDay(ping.at)} – ${ping.text}`);
  const [first] = pings;
  $("next").textContent = first ? `${words.next} ${language === "vi" ? first[0].toLowerCase() + first.slice(1) : first}` : words.nothing_upcoming;
  $("next").title = pings.join("\n");
  for (const button of document.querySelectorAll("[data-step]")) {
    button.disabled = !clock.movable || (button.dataset.step === "next_ping" && !first);
  }
}

document.querySelectorAll("[data-step]").forEach((button) => {
  button.onclick = async () => {
    notice(words.moving);
    button.disabled = true;
    await post("clock", { step: button.dataset.step });
    await loadClock();
    if ($("toast").textContent === words.moving) $("toast").hidden = true;
  };
});

// Live updates.

const REACTIONS = {
  message: (event) => putMessage(event.message),
  edited: (event) => putMessage(event.message),
  deleted: (event) => removeMessage(event.id),
  standing: () => loadChat(),
  typing: () => showTyping(),
  commands: () => {},
};

let typingEnds = 0;

function showTyping() {
  $("standing").textContent = words.typing;
  clearTimeout(typingEnds);
  typingEnds = setTimeout(showStanding, 5000);
}

function react(event) {
  if (event.kind === "clock") return void loadClock();
  if (event.kind === "toast") {
    document.querySelectorAll(".waiting").forEach((key) => key.classList.remove("waiting"));
    if (event.chat === person && event.text) notice(event.text, event.alert);
    return undefined;
  }
  const one = people.find((other) => other.id === event.chat);
  if (one && "unread" in event) one.unread = event.unread;
  if (event.chat === person) {
    REACTIONS[event.kind]?.(event);
    if (event.keyboard) chat.keyboard = event.keyboard;
    chat.started ||= event.kind === "message" && event.message.mine;
    showKeyboard();
    if (event.kind !== "typing") showStanding();
    if (event.kind === "message" && !event.message.mine) markRead();
  }
  return showPeople();
}

function listen() {
  const stream = new EventSource("events");
  stream.onopen = async () => {
    $("toast").hidden = true;
    people = await ask("people");
    if (!people.some((one) => one.id === person)) person = people[0].id;
    await loadChat();
    showPeople();
    await loadClock();
  };
  stream.onerror = () => notice(words.lost);
  stream.onmessage = ({ data }) => react(JSON.parse(data));
}

// Words.

function speak(all) {
  words = all[language];
  document.documentElement.lang = language;
  document.title = words.title;
  document.querySelectorAll("[data-label]").forEach((node) => { node.textContent = words[node.dataset.label]; });
  document.querySelectorAll("[data-aria]").forEach((node) => { node.ariaLabel = node.title = words[node.dataset.aria]; });
  document.querySelectorAll("[data-placeholder]").forEach((node) => { node.placeholder = words[node.dataset.placeholder]; });
}

const { labels, bot } = await ask("labels");
acts.bot = bot;
speak(labels);
$("language").onclick = () => {
  language = language === "vi" ? "en" : "vi";
  localStorage.setItem("language", language);
  speak(labels);
  showPeople();
  showMessages();
  showStanding();
  showClock();
};
addEventListener("keydown", (event) => {
  const step = event.altKey ? { ArrowDown: 1, ArrowUp: -1 }[event.key] : 0;
  if (!step) return;
  event.preventDefault();
  const index = people.findIndex((one) => one.id === person);
  choose(people[(index + step + people.length) % people.length].id);
});
document.addEventListener("visibilitychange", () => { markRead(); showPeople(); });
$("messages").onscroll = () => { if (nearEnd()) $("latest").hidden = true; };
setInterval(showClock, 1000);
setInterval(loadClock, 30000);
listen();
