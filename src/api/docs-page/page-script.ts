/** What the page does in the browser: filter operations, open the one that is linked to, send requests. */
export const PAGE_SCRIPT = String.raw`
"use strict";
const operations = [...document.querySelectorAll(".operation")];
const filter = document.getElementById("filter");
const found = document.getElementById("found");

filter.addEventListener("input", () => {
  const words = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
  let count = 0;
  for (const one of operations) {
    const fits = words.every((word) => one.dataset.search.includes(word));
    one.hidden = !fits;
    count += fits;
    document.querySelector('#toc a[href="#' + one.id + '"]').parentElement.hidden = !fits;
  }
  for (const group of document.querySelectorAll(".tag, #toc section")) {
    group.hidden = !group.querySelector(".operation:not([hidden]), li:not([hidden])");
  }
  document.getElementById("nothing").hidden = count > 0;
  found.textContent = words.length === 0 ? "" : count + " of " + operations.length;
});

function openLinked() {
  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target && target.matches("details")) target.open = true;
}
addEventListener("hashchange", openLinked);
openLinked();

for (const form of document.querySelectorAll("form.try")) {
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = form.querySelector("button");
    button.disabled = true;
    try {
      show(form, await send(form));
    } catch (error) {
      show(form, { line: "The request could not be sent.", text: String(error) });
    }
    button.disabled = false;
  });
}

async function send(form) {
  const headers = new Headers();
  for (const line of document.getElementById("headers").value.split("\n")) {
    const colon = line.indexOf(":");
    if (colon > 0) headers.set(line.slice(0, colon).trim(), line.slice(colon + 1).trim());
  }
  let path = form.dataset.path;
  const query = new URLSearchParams();
  for (const input of form.querySelectorAll("input")) {
    const { in: place, many } = input.dataset;
    if (place === "path") path = path.replace("{" + input.name + "}", encodeURIComponent(input.value));
    if (input.value === "") continue;
    if (place === "header") headers.set(input.name, input.value);
    if (place === "query") {
      for (const one of many === "true" ? input.value.split(",") : [input.value]) query.append(input.name, one.trim());
    }
  }
  const body = form.querySelector("textarea");
  if (body) headers.set("content-type", body.dataset.type);
  const address = path + (query.size > 0 ? "?" + query : "");
  const startedMs = performance.now();
  const response = await fetch(address, { method: form.dataset.method, headers, body: body ? body.value : undefined, cache: "no-store" });
  const raw = await response.text();
  const tookMs = Math.round(performance.now() - startedMs);
  const type = response.headers.get("content-type") || "";
  return { line: response.status + " " + response.statusText + " in " + tookMs + " ms from " + address, headers: [...response.headers], text: pretty(raw, type) };
}

function pretty(raw, type) {
  if (!/json/.test(type)) return raw;
  try { return JSON.stringify(JSON.parse(raw), null, 2); } catch { return raw; }
}

function show(form, { line, headers = [], text }) {
  const result = form.querySelector(".result");
  const title = Object.assign(document.createElement("p"), { textContent: line });
  const body = Object.assign(document.createElement("pre"), { textContent: text || "(no body)", tabIndex: 0 });
  const more = document.createElement("details");
  more.append(
    Object.assign(document.createElement("summary"), { textContent: headers.length + " headers" }),
    Object.assign(document.createElement("pre"), { textContent: headers.map((pair) => pair.join(": ")).join("\n"), tabIndex: 0 }),
  );
  result.replaceChildren(title, body, more);
}
`;
