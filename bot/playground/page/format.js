// Turns what the server sends into DOM nodes. Text of people only ever becomes text nodes; elements come from the
// allow-list below, addresses from the schemes below. Entities are in UTF-16 units, as JavaScript strings are.

const ELEMENTS = {
  bold: "b", italic: "i", underline: "u", strikethrough: "s", code: "code", pre: "pre",
  blockquote: "blockquote", expandable_blockquote: "blockquote", spoiler: "span",
};

export function element(name, properties = {}, ...children) {
  const node = Object.assign(document.createElement(name), properties);
  node.append(...children);
  return node;
}

export function formatted(text, entities, acts) {
  const sorted = [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length);
  return nodes(text, 0, text.length, sorted, acts);
}

function nodes(text, start, end, entities, acts) {
  const made = [];
  let at = start;
  for (let i = 0; i < entities.length; i += 1) {
    const entity = entities[i];
    const stop = Math.min(entity.offset + entity.length, end);
    if (entity.offset < at || entity.offset >= end) continue;
    const inside = entities.slice(i + 1).filter((other) => other.offset < stop);
    made.push(text.slice(at, entity.offset));
    made.push(wrapped(entity, text.slice(entity.offset, stop), nodes(text, entity.offset, stop, inside, acts), acts));
    at = stop;
  }
  made.push(text.slice(at, end));
  return made.filter((node) => node !== "");
}

function wrapped(entity, text, children, acts) {
  if (entity.type === "bot_command") return action(children, () => acts.command(text));
  if (entity.type === "text_link" || entity.type === "url") return link(entity.url ?? text, children, acts);
  const name = ELEMENTS[entity.type];
  if (!name) return element("span", {}, ...children);
  const node = element(name, {}, ...children);
  if (entity.type === "spoiler") {
    node.className = "spoiler";
    node.tabIndex = 0;
    node.onclick = () => node.classList.add("shown");
  }
  return node;
}

function action(children, act) {
  return element("button", { type: "button", className: "link", onclick: act }, ...children);
}

// A link to the bot with a start code works here; other addresses open in a window of their own.
export function link(address, children, acts) {
  const payload = startPayload(address, acts.bot);
  if (payload !== null) return action(children, () => acts.open(payload));
  if (!/^https?:\/\//i.test(address)) return element("span", {}, ...children);
  return element("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, ...children);
}

export function startPayload(address, bot) {
  let url;
  try {
    url = new URL(address);
  } catch {
    return null;
  }
  if (url.hostname !== "t.me" || url.pathname.toLowerCase() !== `/${bot.toLowerCase()}`) return null;
  return url.searchParams.get("start") ?? "";
}

const ZONE = "Asia/Ho_Chi_Minh";

// Made once: making one takes longer than a hundred uses, and a long chat asks for each message's day.
const TIME = new Intl.DateTimeFormat("vi", { timeZone: ZONE, hour: "2-digit", minute: "2-digit" });
const DATE = { timeZone: ZONE, weekday: "long", day: "numeric", month: "numeric", year: "numeric" };
const DAYS = { vi: new Intl.DateTimeFormat("vi", DATE), en: new Intl.DateTimeFormat("en-GB", DATE) };

export const timeOfDay = (seconds) => TIME.format(seconds * 1000);

export const day = (seconds, language) => DAYS[language === "vi" ? "vi" : "en"].format(seconds * 1000);

export function size(bytes) {
  if (bytes < 1000) return `${bytes} B`;
  return bytes < 1e6 ? `${(bytes / 1e3).toFixed(0)} KB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
