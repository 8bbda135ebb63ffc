// The chat page: people at the left, one person's chat in the middle, the clock below. Here: words and live updates.

import { loadChat, markRead, putMessage, removeMessage, showKeyboard, showMessages, showStanding, showTyping } from "./chat.js";
import { loadClock } from "./clock.js";
import { choose, onChoose, showPeople } from "./people.js";
import { $, act, alone, ask, notice, state } from "./state.js";
import { loadTour, showTour } from "./tour.js";
import { showBeside } from "./world.js";

const REACTIONS = {
  message: (event) => putMessage(event.message),
  edited: (event) => putMessage(event.message),
  deleted: (event) => removeMessage(event.id),
  standing: loadChat,
  typing: showTyping,
};

function react(event) {
  if (event.kind === "clock") loadClock();
  else if (event.kind === "tour") loadTour();
  else if (event.kind === "toast") answer(event);
  else if (event.kind in REACTIONS) change(event);
  if (alone && (event.kind === "message" || event.kind === "edited")) lookAhead();
}

// What comes next may be other than before once something was said.
let lookingAhead = 0;

function lookAhead() {
  clearTimeout(lookingAhead);
  lookingAhead = setTimeout(() => loadClock().catch(() => {}), 500);
}

function answer(event) {
  document.querySelectorAll(".waiting").forEach((key) => key.classList.remove("waiting"));
  if (event.chat === state.person && event.text) notice(event.text, event.alert);
}

function change(event) {
  const one = state.people.find((other) => other.id === event.chat);
  if (one) one.unread = event.unread;
  if (event.chat === state.person) changeHere(event);
  showPeople();
}

function changeHere(event) {
  REACTIONS[event.kind](event);
  if (event.kind !== "message") return;
  state.chat.keyboard = event.keyboard;
  state.chat.started ||= event.message.mine;
  showKeyboard();
  showStanding();
  if (!event.message.mine) markRead();
}

function listen() {
  const stream = new EventSource("events");
  stream.onopen = async () => {
    $("toast").hidden = true;
    state.people = await ask("people");
    if (!state.people.some((one) => one.id === state.person)) state.person = state.people[0].id;
    await loadChat();
    showPeople();
    if (!alone) return;
    await loadClock();
    await loadTour();
  };
  stream.onerror = () => notice(state.words.lost);
  stream.onmessage = ({ data }) => react(JSON.parse(data));
}

// A link of a sheet of codes is opened by the person it is for.
addEventListener("open-code", async ({ detail }) => {
  await choose(detail.person);
  await act({ act: "open", payload: detail.payload });
});

function speak(labels) {
  const words = labels[state.language];
  state.words = words;
  document.documentElement.lang = state.language;
  document.title = words.title;
  document.querySelectorAll("[data-label]").forEach((node) => { node.textContent = words[node.dataset.label]; });
  document.querySelectorAll("[data-aria]").forEach((node) => { node.ariaLabel = node.title = words[node.dataset.aria]; });
  document.querySelectorAll("[data-placeholder]").forEach((node) => { node.placeholder = words[node.dataset.placeholder]; });
}

const { labels, bot } = await ask("labels");
state.bot = bot;
speak(labels);
$("language").onclick = () => {
  state.language = state.language === "vi" ? "en" : "vi";
  localStorage.setItem("language", state.language);
  speak(labels);
  showPeople();
  showMessages();
  showStanding();
  loadClock();
  showTour();
  showBeside();
};
onChoose(showTour);
document.addEventListener("visibilitychange", () => {
  markRead();
  showPeople();
});
listen();
