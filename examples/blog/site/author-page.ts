import { flash, form, get, notFound, post, redirect, render, url } from "quintet/http";
import { bool, text } from "quintet/schema";
import { Post, Subscription } from "../models.ts";

const subscribeForm = form({ wanted: bool() });

const show = get(
  "/authors/:username",
  { name: "blog.author", public: true, query: { after: text().optional() } },
  async ({ params, query, user }) => {
    const author = await authorNamed(params.username);
    const [posts, isSubscribed] = await Promise.all([
      Post.published()
        .where({ author })
        .with("category")
        .cursor({ size: 10, ...query }),
      user.isSignedIn && Subscription.exists({ reader: user.id, author }),
    ]);
    return render("blog/author", { author, posts, isSubscribed });
  },
);

const subscribe = post(
  "/authors/:username/subscription",
  { name: "blog.subscribe", signedIn: true, use: { form: subscribeForm } },
  async ({ params, form, user }) => {
    const author = await authorNamed(params.username);
    const link = { reader: user.id, author };
    if (form.value?.wanted === true) {
      await Subscription.getOrCreate(link);
      flash("success", `You get a mail when ${author.username} publishes.`);
    } else {
      await Subscription.where(link).delete();
      flash("info", `No more mails about ${author.username}.`);
    }
    return redirect(url(show, author));
  },
);

/** What an author has published, and the button to be told of more. */
export const authorPage = [show, subscribe];

/** Who has published nothing is no author, so that nobody learns from here who has an account. */
async function authorNamed(username: string) {
  const post = await Post.published().where({ author: { username } }).with("author").first();
  if (post === undefined) throw notFound("There is no such author.");
  return post.author;
}
