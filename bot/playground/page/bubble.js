// One message as Telegram shows it: bubble, file, keyboard below.

import { element, formatted, size, startPayload, timeOfDay } from "./format.js";

export function bubble(message, labels, acts) {
  const item = element("li", { className: message.mine ? "mine" : "theirs", id: `m${message.id}` });
  item.dataset.at = message.at;
  const body = element("div", { className: "bubble" }, ...parts(message, labels, acts), foot(message, labels, acts));
  item.append(body);
  if (message.codes.length) item.append(codes(message.codes, labels));
  if (message.buttons.length) item.append(rows(message, acts));
  return item;
}

function parts(message, labels, acts) {
  const made = [];
  if (message.forwarded) made.push(element("p", { className: "aside" }, `${labels.forwarded} ${message.forwarded}`));
  if (message.reply) made.push(element("p", { className: "aside reply" }, message.reply));
  if (message.photo) made.push(element("img", { src: acts.address(message.photo.id), alt: message.text, loading: "lazy" }));
  if (message.file) made.push(file(message.file, acts));
  if (message.contact) made.push(contact(message.contact, labels));
  if (message.text) {
    const text = element("div", { className: "text" }, ...formatted(message.text, message.entities, acts));
    made.push(text);
  }
  return made;
}

function file({ id, name, size: bytes }, acts) {
  const label = element("span", {}, element("b", {}, name), element("small", {}, size(bytes)));
  return element("a", { className: "file", href: acts.address(id), download: name }, element("i", { ariaHidden: "true" }, "⤓"), label);
}

function contact(person, labels) {
  const name = [person.first_name, person.last_name].filter(Boolean).join(" ");
  const label = element("span", {}, element("b", {}, name), element("small", {}, `${labels.contact} · ${person.phone_number}`));
  return element("div", { className: "file" }, element("i", { ariaHidden: "true" }, "☎"), label);
}

function foot(message, labels, acts) {
  const node = element("p", { className: "foot" });
  if (message.mine && message.text && !message.file) {
    const title = labels.edit;
    node.append(element("button", { type: "button", className: "edit", title, ariaLabel: title, onclick: () => acts.edit(message) }, "✎"));
  }
  node.append((message.edited ? `${labels.edited} ` : "") + timeOfDay(message.at));
  return node;
}

// What an office would print and hand out: here each person's link waits for a tap.
function codes(links, labels) {
  const made = links.map(({ person, name, unit, payload }) => {
    const node = element("button", { type: "button", className: "key" }, `${labels.open_code} ${name} (${unit})`);
    node.onclick = () => dispatchEvent(new CustomEvent("open-code", { detail: { person, payload } }));
    return element("div", {}, node);
  });
  return element("div", { className: "keys codes" }, ...made);
}

function rows(message, acts) {
  const made = message.buttons.map((row) => element("div", {}, ...row.map((button) => key(button, message, acts))));
  return element("div", { className: "keys" }, ...made);
}

function key(button, message, acts) {
  if (button.url && startPayload(button.url, acts.bot) === null) {
    return element("a", { className: "key", href: button.url, target: "_blank", rel: "noopener noreferrer" }, button.text, " ↗");
  }
  const node = element("button", { type: "button", className: "key" }, button.text);
  node.onclick = () => {
    if (button.url) acts.open(startPayload(button.url, acts.bot));
    else if (button.callback_data) acts.press(message.id, button.callback_data, node);
    else if (button.copy_text) navigator.clipboard.writeText(button.copy_text.text);
  };
  return node;
}
