// The world as a whole: start over, one's own plan, and a second person's chat beside the first on a wide window.

import { choose } from "./people.js";
import { $, notice, post, state } from "./state.js";
import { upload } from "./writing.js";

$("restart").onclick = async () => {
  if (!confirm(state.words.restart_sure)) return;
  notice(state.words.restarting);
  await post("restart", {}); // the live updates lose their server and come back to a clean world
};

$("own-plan").onchange = async () => {
  const organiser = state.people.find((one) => one.role === "organiser");
  await choose(organiser.id);
  await upload([...$("own-plan").files]);
  $("own-plan").value = "";
};

let frame = null;

export function showBeside() {
  $("beside").setAttribute("aria-pressed", `${frame !== null}`);
  if (frame) frame.title = state.words.beside_title;
}

$("beside").onclick = () => {
  if (frame) {
    frame.remove();
    frame = null;
  } else {
    const other = state.people.find((one) => one.id !== state.person && one.role === "focal") ?? state.people[0];
    frame = Object.assign(document.createElement("iframe"), { className: "beside", src: `./?beside=${other.id}` });
    document.querySelector("main").after(frame);
  }
  document.body.classList.toggle("two", frame !== null);
  showBeside();
};

$("own").onclick = () => $("own-plan").click();
