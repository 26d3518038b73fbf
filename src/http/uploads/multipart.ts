import { SCHEMA_INVALID, shape, type Fields, type Shape } from "../../schema/index.ts";
import { checkForm, readForm, type Uploads } from "../forms/read-form.ts";
import type { FormValue } from "./upload.ts";
import { provider, type Provider } from "../handling/provider.ts";

export interface MultipartOptions<F, U> {
  /** A map of fields or a shape. */
  readonly fields?: F | Shape<F>;
  /** By the name of the input. */
  readonly files?: U;
}

/**
 * Gives a handler the fields and files of a form: `use: { form: multipart({ … }) }`.
 *
 * The body is streamed: files go to a temporary folder as they come, and what is over its limit stops the
 * reading there. The folder is deleted when the request is over, so `save` what is to stay. Inputs for
 * files that are not declared are 413, as is everything that is more than declared.
 *
 * @throws to the client `SCHEMA_INVALID` (400), `HTTP_UPLOAD_INVALID` (400), `HTTP_UPLOAD_TOO_LARGE` (413),
 *   `HTTP_BODY_TYPE_REFUSED` (415)
 * @example
 * const picture = multipart({ fields: { title: text() }, files: { image: upload({ types: ["image/*"] }) } });
 * post("/pictures", { use: { picture } }, ({ picture }) => picture.image.save(`./pictures/${uuidv7()}`));
 */
export function multipart<F extends Fields = {}, U extends Uploads = {}>(
  options: MultipartOptions<F, U>,
): Provider<FormValue<F, U>> {
  const fields = asShape(options.fields ?? {});
  const files = options.files ?? {};
  const read = provider(async function* multipart({ request }) {
    const form = await readForm(request, files);
    try {
      const result = checkForm(form, fields, files);
      if (!result.ok) throw SCHEMA_INVALID(result.problems.map((one) => ({ ...one, in: "body" })));
      yield result.value as FormValue<F, U>;
    } finally {
      await form[Symbol.asyncDispose]?.();
    }
  });
  return { ...read, reads: { from: "body", fields, files } };
}

export function asShape(fields: Fields | Shape): Shape {
  return "~standard" in fields ? (fields as Shape) : shape(fields);
}
