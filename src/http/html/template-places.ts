import { HTML_UNSAFE_PLACE } from "./errors.ts";

/** Where a value stands: decides how it is written. */
export type Place = "text" | "attribute" | "url" | "json";

/** Attributes whose value is an address that a browser may follow. */
const URL_ATTRIBUTES = new Set([
  "action",
  "background",
  "cite",
  "data",
  "formaction",
  "href",
  "longdesc",
  "manifest",
  "ping",
  "poster",
  "src",
  "xlink:href",
]);
/** Attributes whose value is a language of its own. */
const CODE_ATTRIBUTES = /^(?:on.*|style|srcdoc)$/;
/** Elements whose content is not HTML. */
const RAW_ELEMENTS = new Set(["script", "style", "textarea", "title", "xmp", "iframe", "noscript"]);
/** Of these, those in which escaped text is shown as text. */
const TEXT_ELEMENTS = new Set(["textarea", "title"]);

type State =
  | { readonly in: "text" }
  | { readonly in: "comment" }
  | { readonly in: "raw"; readonly element: string }
  | { readonly in: "tag"; readonly element: string }
  | {
      readonly in: "value";
      readonly element: string;
      readonly name: string;
      readonly quote: string;
      /** What the template itself writes before the value. */
      readonly before: string;
    };

const TEXT: State = { in: "text" };

/**
 * Finds the place of each value between the pieces of an html template.
 *
 * The pieces are read as a browser would, as far as it matters for where values may stand.
 *
 * @throws `HTTP_HTML_UNSAFE_PLACE` for values in tags, unquoted attributes, handlers, styles, scripts, comments
 */
export function placesOf(pieces: readonly string[]): Place[] {
  const places: Place[] = [];
  let state = TEXT;
  for (const [index, piece] of pieces.entries()) {
    state = readPiece(state, piece);
    if (index < pieces.length - 1) places.push(placeIn(state, piece));
  }
  return places;
}

function placeIn(state: State, piece: string): Place {
  const refuse = (place: string): never => {
    throw HTML_UNSAFE_PLACE(place, piece);
  };
  if (state.in === "text")
    return /<\/?$/.test(piece) ? refuse("as the name of an element") : "text";
  if (state.in === "comment") return refuse("in a comment");
  if (state.in === "tag") return refuse("in a tag, outside of a quoted attribute,");
  if (state.in === "raw") {
    if (TEXT_ELEMENTS.has(state.element)) return "text";
    return state.element === "script" ? "json" : refuse(`in a <${state.element}>`);
  }
  if (state.quote === "") return refuse(`in the attribute ${state.name} without quotes`);
  if (CODE_ATTRIBUTES.test(state.name)) return refuse(`in the attribute ${state.name}`);
  if (!URL_ATTRIBUTES.has(state.name)) return "attribute";
  if (/^\s*(?:javascript|vbscript|data):/i.test(state.before)) return refuse("in a script address");
  // Where the template itself wrote the scheme or the start of a path, a value cannot change it.
  return /[:/?#]/.test(state.before) ? "attribute" : "url";
}

function readPiece(start: State, piece: string): State {
  let state = start;
  let rest = piece;
  while (rest !== "") {
    const [next, length] = step(state, rest);
    state = next;
    rest = rest.slice(length);
  }
  return state;
}

/** The state after the next token of `rest`, and the token's length. */
function step(state: State, rest: string): [State, number] {
  switch (state.in) {
    case "text":
      return stepInText(rest);
    case "comment":
      return until(rest, "-->", state, TEXT);
    case "raw":
      return stepInRaw(state, rest);
    case "tag":
      return stepInTag(state.element, rest);
    case "value":
      return stepInValue(state, rest);
  }
}

function stepInText(rest: string): [State, number] {
  if (rest.startsWith("<!--")) return [{ in: "comment" }, 4];
  const tag = /^<\/?([a-zA-Z][^\s/>]*)/.exec(rest);
  if (tag) {
    const isClosing = rest[1] === "/";
    return [{ in: "tag", element: isClosing ? "/" : tag[1]!.toLowerCase() }, tag[0].length];
  }
  const next = rest.indexOf("<", 1);
  return [TEXT, next === -1 ? rest.length : next];
}

function stepInRaw(state: State & { in: "raw" }, rest: string): [State, number] {
  const end = rest.toLowerCase().indexOf(`</${state.element}`);
  return end === -1
    ? [state, rest.length]
    : [{ in: "tag", element: "/" }, end + state.element.length + 2];
}

function stepInTag(element: string, rest: string): [State, number] {
  if (rest[0] === ">") return [RAW_ELEMENTS.has(element) ? { in: "raw", element } : TEXT, 1];
  const attribute = /^[\s/]*([^\s/>=]+)\s*=\s*(["']?)/.exec(rest);
  if (attribute) {
    const [all, name, quote] = attribute;
    return [
      { in: "value", element, name: name!.toLowerCase(), quote: quote!, before: "" },
      all.length,
    ];
  }
  return [{ in: "tag", element }, /^(?:[\s/]+|[^\s/>]+)/.exec(rest)?.[0].length ?? 1];
}

function stepInValue(state: State & { in: "value" }, rest: string): [State, number] {
  const end = state.quote === "" ? rest.search(/[\s>]/) : rest.indexOf(state.quote);
  if (end === -1) return [{ ...state, before: state.before + rest }, rest.length];
  return [{ in: "tag", element: state.element }, end + state.quote.length];
}

function until(rest: string, end: string, state: State, next: State): [State, number] {
  const index = rest.indexOf(end);
  return index === -1 ? [state, rest.length] : [next, index + end.length];
}
