// The guided tour: seven steps; the server notices from the chats when one is done. It can be left and taken up again.

import { element } from "./format.js";
import { choose } from "./people.js";
import { $, ask, state } from "./state.js";

let tour = { steps: [], done: [] };

// Whose chat a step is in: the part that the person has in the invented province.
const SIDES = { plan: "organiser", confirm: "organiser", codes: "organiser", join: "organiser", register: "focal", duty: "focal", ping: "focal" };

export async function loadTour() {
  tour = await ask("tour");
  showTour();
}

export function showTour() {
  const open = localStorage.getItem("tour") !== "left";
  $("tour").hidden = !open;
  $("tour-open").hidden = open;
  const current = tour.steps.find((step) => !tour.done.includes(step));
  $("tour-steps").replaceChildren(...tour.steps.map((step) => item(step, step === current)), ...(current ? [] : [finished()]));
}

function item(step, current) {
  const { words } = state;
  const done = tour.done.includes(step);
  const name = element("b", {}, words[`tour_${step}`]);
  const mark = element("span", { className: "mark", ariaHidden: "true" }, done ? "✓" : "");
  const told = element("span", { className: "told" }, name);
  if (done) told.append(element("span", { className: "spoken" }, ` (${words.tour_done})`));
  if (current) told.append(element("span", {}, words[`tour_${step}_how`]), go(SIDES[step]));
  const node = element("li", { className: done ? "done" : "" }, mark, told);
  if (current) node.setAttribute("aria-current", "step");
  return node;
}

function go(side) {
  const one = state.people.find((other) => other.role === side && other.id === state.focal) ?? state.people.find((other) => other.role === side);
  if (!one || one.id === state.person) return "";
  return element("button", { type: "button", className: "key", onclick: () => choose(one.id) }, `${state.words.tour_go} ${one.name}`);
}

const finished = () => element("li", { className: "done" }, element("span", { className: "told" }, state.words.tour_end));

$("tour-close").onclick = () => {
  localStorage.setItem("tour", "left");
  showTour();
  $("tour-open").focus();
};
$("tour-open").onclick = () => {
  localStorage.removeItem("tour");
  showTour();
  $("tour-close").focus();
};
