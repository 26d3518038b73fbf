import type { HttpRequest } from "../../http/index.ts";
import { currentLockout } from "./lockout.ts";

/**
 * Slows down an address that asks for one mail after the other, whether there are such accounts or not.
 *
 * @throws `AUTH_TOO_MANY_ATTEMPTS` (429)
 */
export async function limitMails({ address }: HttpRequest): Promise<void> {
  await currentLockout.get()?.beginMail(address);
}
