// What the parts of the page share: who is chosen, their chat, the words, and the way to the server.

export const $ = (id) => document.getElementById(id);

// A chat that is open beside another one shows nothing but itself.
const BESIDE = Number(new URLSearchParams(location.search).get("beside"));
export const alone = BESIDE === 0;
document.documentElement.classList.toggle("guest", !alone);

export const state = {
  bot: "",
  words: {},
  language: localStorage.getItem("language") ?? "vi",
  people: [],
  person: BESIDE || Number(localStorage.getItem("person")) || 0,
  focal: 0,
  chat: { messages: [], keyboard: [], commands: [] },
};

export async function ask(path, options) {
  const response = await fetch(path, options);
  if (!response.ok) throw new Error(`${response.status}`);
  return response.json();
}

export async function post(path, body) {
  try {
    await ask(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
  } catch {
    notice(state.words.failed);
  }
}

export const act = (wish) => post(`act/${state.person}`, wish);

let noticeEnds = 0;

export function notice(text, alert = false) {
  if (alert) {
    $("alert").querySelector("p").textContent = text;
    $("alert").showModal();
    return;
  }
  $("toast").textContent = text;
  $("toast").hidden = false;
  clearTimeout(noticeEnds);
  noticeEnds = setTimeout(() => { $("toast").hidden = true; }, 4000);
}
