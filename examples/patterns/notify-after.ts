// A notification that is sent once the client has its answer, and not at all where the request failed.
import { app, module } from "quintet/app";
import { conflict, http, post, provider } from "quintet/http";
import { email } from "quintet/schema";

export const mailer = provider(() => ({
  send: async (to: string, subject: string) => console.log(`to ${to}: ${subject}`),
}));

const subscribers = new Set<string>();

const subscribe = post(
  "/subscribers",
  { body: { email: email() }, use: { mailer }, status: 202 },
  ({ body, mailer: mails, after }) => {
    after(() => mails.send(body.email, "Welcome"));
    if (subscribers.has(body.email)) throw conflict("This address is on the list already.");
    subscribers.add(body.email);
    return { message: "You will get a mail." };
  },
);

export default app({ modules: [http(), module("newsletter", { routes: [subscribe] })] });
