import type { UserModel } from "./user-model.ts";

interface UserKey {
  readonly id?: { readonly facts: { readonly type: string } };
}

/** The key of a user that was written as text, by a token or a store, as the model has it. */
export function userKey(user: Pick<UserModel, "fields">, text: string): unknown {
  const type = (user.fields as UserKey).id?.facts.type ?? "int";
  if (type === "int") return Number(text);
  return type === "bigint" ? BigInt(text) : text;
}
