import { currentMailer } from "quintet/auth";
import { on } from "quintet/events";
import { Comment, Notification, Post, Subscription } from "./models.ts";

/** Somebody else's comment is a notification for the author of the post, or neither is there. */
export const notifyAuthor = on(
  Comment.saved,
  async ({ row: comment, isNew }) => {
    if (!isNew) return;
    const post = await Post.get(comment.postId);
    if (post.authorId === comment.authorId) return;
    const { username } = await comment.author;
    await Notification.create({
      recipient: post.authorId,
      comment: comment.id,
      message: `${username} has commented on “${post.title}”`,
    });
  },
  { when: "inTransaction" },
);

/** A post has a date since it was first published, on whatever path: only that once do its subscribers get a mail. */
export const mailSubscribers = on(Post.saved, async ({ row: post, before }) => {
  if (post.publishedAt === null || before?.publishedAt) return;
  const { username } = await post.author;
  const mailer = currentMailer();
  const subscriptions = await Subscription.where({ author: post.authorId }).with("reader");
  const mails = subscriptions.map(async ({ reader }) =>
    mailer.send({
      purpose: "newPost",
      to: reader.email,
      subject: `${username} has published “${post.title}”`,
      text: `${post.title}\n\n${post.content}`,
    }),
  );
  // One address that refuses its mail keeps nobody else from theirs.
  const failures = (await Promise.allSettled(mails)).filter((mail) => mail.status === "rejected");
  if (failures.length > 0)
    throw new AggregateError(failures.map(({ reason }) => reason as unknown));
});
