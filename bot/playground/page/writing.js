// Writing below the chat: text, files by button or dropped, correcting what was sent.

import { closeMenu, enterMenu, openMenu } from "./menu.js";
import { $, act, ask, notice, post, state } from "./state.js";

const LARGEST = 50e6;
let editing = null;

export function editMessage(message) {
  editing = message.id;
  $("text").value = message.text;
  $("editing").hidden = false;
  fit();
  $("text").focus();
}

export function stopWriting() {
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
  stopWriting();
  closeMenu();
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
    stopWriting();
    closeMenu();
  } else if (event.key === "ArrowUp" && !event.altKey && !$("menu").hidden) {
    event.preventDefault();
    enterMenu();
  }
};

export async function upload(files) {
  const caption = $("text").value.trim();
  stopWriting();
  for (const file of files) {
    if (!file.size) {
      notice(state.words.empty_file);
      continue;
    }
    if (file.size > LARGEST) {
      notice(state.words.too_large);
      continue;
    }
    const form = new FormData();
    form.append("file", file);
    form.append("caption", caption);
    await ask(`upload/${state.person}`, { method: "POST", body: form }).catch(() => notice(state.words.failed));
  }
}

$("sample").onclick = () => post(`sample/${state.person}`, {});

$("attach").onclick = () => $("file").click();
$("file").onchange = async () => {
  await upload([...$("file").files]);
  $("file").value = "";
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
