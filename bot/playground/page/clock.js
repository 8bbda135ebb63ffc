// The strip at the bottom: playground time, the next reminder, and the buttons that move time.

import { day, timeOfDay } from "./format.js";
import { $, ask, notice, post, state } from "./state.js";

let clock = { now: 0, upcoming: [], movable: false, seen: 0 };

export async function loadClock() {
  clock = { ...(await ask("clock")), seen: performance.now() };
  showClock();
}

const moment = (seconds) => `${day(seconds, state.language)}, ${timeOfDay(seconds)}`;

export function showClock() {
  $("now").textContent = moment(clock.now + (performance.now() - clock.seen) / 1000);
  const pings = clock.upcoming.map((ping) => `${moment(ping.at)} – ${ping.text}`);
  $("next").textContent = pings.length ? `${state.words.next} ${inSentence(pings[0])}` : state.words.nothing_upcoming;
  $("next").title = pings.join("\n");
  for (const button of document.querySelectorAll("[data-step]")) {
    button.disabled = !clock.movable || (button.dataset.step === "next_ping" && !pings.length);
  }
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
setInterval(showClock, 1000);
setInterval(() => loadClock().catch(() => {}), 30000); // while the connection is lost, the live updates say so
