// What inference promises of forms, uploads and pages; checked by tsc, never run.
import { form, get, html, multipart, post, render, route, upload } from "quintet/http";
import type { SafeHtml, UploadedFile } from "quintet/http";
import { bool, choice, int, list, shape, text } from "quintet/schema";

// oxlint-disable typescript/no-unnecessary-type-parameters -- the usual way to compare two types exactly
type Equal<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
function same<A, B>(..._proof: Equal<A, B> extends true ? [] : ["the types differ"]): void {}

const fields = { title: text(), age: int().optional(), status: choice("a", "b").default("a") };
interface Values {
  title: string;
  status: "a" | "b";
  age?: number;
}

// A form's value is there where it is valid, from a map of fields and from a shape alike.
const files = { picture: upload(), notes: upload().list(3), extra: upload().optional() };
const edit = form(fields, { files, inputs: { title: { autocomplete: "off" } } });
route("GET", "POST")("/", { use: { edit } }, ({ edit }) => {
  if (!edit.isValid) {
    same<typeof edit.value, undefined>();
    edit.refuse("title", "is taken");
    edit.refuse("", "try again");
    // @ts-expect-error: no field has this name
    edit.refuse("titel", "is taken");
    edit.prefill({ title: "a", status: "b" });
    // @ts-expect-error: it is no status
    edit.prefill({ status: "c" });
    edit.offer("age", [[18, "of age"]]);
    // @ts-expect-error: no field has this name
    edit.offer("aeg", [[18, "of age"]]);
    // @ts-expect-error: a choice has something to be shown
    edit.offer("age", [18]);
    return edit.page(edit.html());
  }
  same<typeof edit.value.title, string>();
  same<typeof edit.value.age, number | undefined>();
  same<typeof edit.value.status, "a" | "b">();
  same<typeof edit.value.picture, UploadedFile>();
  same<typeof edit.value.notes, UploadedFile[]>();
  same<typeof edit.value.extra, UploadedFile | undefined>();
  // @ts-expect-error: no field has this name
  return edit.value.titel;
});
const search = form(shape(fields), { method: "get" });
get("/", { use: { search } }, ({ search }) => {
  if (search.isValid) same<typeof search.value, Values>();
  return search.page(html`${search.field("title")}`);
});
// @ts-expect-error: the form has no such field
form({ title: text() }, { inputs: { titel: {} } });
// @ts-expect-error: forms are sent by GET or POST
form({ title: text() }, { method: "put" });

// Fields and files of an upload are one value; either may be left out.
const both = multipart({ fields: { isPublic: bool() }, files });
post("/", { use: { both } }, ({ both }) => {
  same<typeof both.isPublic, boolean>();
  same<typeof both.notes, UploadedFile[]>();
});
const onlyFields = multipart({ fields: shape({ tags: list(text()) }) });
post("/", { use: { onlyFields } }, ({ onlyFields }) => same<typeof onlyFields.tags, string[]>());
const onlyFiles = multipart({ files: { a: upload().list().optional() } });
post("/", { use: { onlyFiles } }, ({ onlyFiles }) => same<typeof onlyFiles.a, UploadedFile[]>());

// Pages are values of one type.
same<ReturnType<typeof render>, SafeHtml>();
const page = html`<p>${1}</p>`;
same<typeof page, SafeHtml>();
