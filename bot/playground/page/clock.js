// The strip at the bottom: playground time, the next reminder, and the buttons that move time.

import { day, element, timeOfDay } from "./format.js";
import { $, ask, notice, post, state } from "./state.js";

let clock = { now: 0, upcoming: [], movable: false, running: true, seen: 0 };

export async function loadClock() {
  clock = { ...(await ask(`clock?language=${state.language}`)), seen: performance.now() };
  showClock();
  showUpcoming();
}

const moment = (seconds) => `${day(seconds, state.language)}, ${timeOfDay(seconds)}`;

export function showClock() {
  const passed = clock.running ? (performance.now() - clock.seen) / 1000 : 0;
  $("now").textContent = moment(clock.now + passed);
  const pings = clock.upcoming;
  $("next").textContent = pings.length ? `${state.words.next} ${inSentence(moment(pings[0].at))}` : state.words.nothing_upcoming;
  $("pause").textContent = clock.running ? state.words.pause : state.words.resume;
  $("pause").disabled = !clock.movable;
  for (const button of document.querySelectorAll("[data-step]")) {
    button.disabled = !clock.movable || (button.dataset.step === "next_ping" && !pings.length);
  }
}

// What will happen by itself, with the reason; drawn when it changes, not every second.
function showUpcoming() {
  const none = element("li", {}, state.words.nothing_upcoming);
  const made = clock.upcoming.map((coming) => element("li", {}, element("b", {}, moment(coming.at)), element("span", {}, coming.text)));
  $("upcoming").replaceChildren(...(made.length ? made : [none]));
}

// English days keep their capital, Vietnamese ones have it only at the head of a sentence.
const inSentence = (text) => (state.language === "vi" ? text[0].toLowerCase() + text.slice(1) : text);

document.querySelectorAll("[data-step]").forEach((button) => {
  button.onclick = async () => {
    notice(state.words.moving);
    button.disabled = true;
    await post("clock", { step: button.dataset.step });
    await loadClock();
    if ($("toast").textContent === state.words.moving) $("toast").hidden = true;
  };
});
$("pause").onclick = async () => {
  await post("clock", { step: clock.running ? "pause" : "resume" });
  await loadClock();
};
setInterval(showClock, 1000);
setInterval(() => loadClock().catch(() => {}), 30000); // while the connection is lost, the live updates say so
