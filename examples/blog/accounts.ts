import { setPassword, signedIn, User } from "quintet/auth";
import { forbidden, get, group, notFound, post } from "quintet/http";
import { bool, int, text } from "quintet/schema";

const { username, email } = User.fields;

const me = get(
  "/me",
  {
    name: "users.me",
    summary: "Who you are",
    response: { id: int(), username, email, isStaff: bool() },
  },
  ({ user }) => User.get(user.id),
);

const setTheirPassword = post(
  "/:id/set_password",
  {
    name: "users.set_password",
    summary: "Set your password, or as staff that of somebody else",
    params: { id: int() },
    body: { password: text({ max: 256 }).secret() },
    response: { status: text() },
  },
  async ({ params, body, user }) => {
    if (user.id !== params.id && !user.isStaff) throw forbidden("This is not your account.");
    const owner = await User.find(params.id);
    if (owner === undefined) throw notFound("There is no such user.");
    if (owner.isSuperuser && !user.isSuperuser && user.id !== owner.id)
      throw forbidden("Superusers alone set the password of a superuser.");
    await setPassword(owner, body.password);
    return { status: "password set" };
  },
);

/** Of the users of `quintet/auth`, what the API tells and lets them do. */
export const accounts = group("/users", { policy: signedIn, tags: ["users"] }, [
  me,
  setTheirPassword,
]);
