import { Comment, Notification } from "../models.ts";
import { DEMO_ACCOUNTS } from "./people.ts";

const LATEST = 12;
const UNREAD = 4;

/** The latest comments on posts of the demo accounts, as these find them. */
export async function seedNotifications(): Promise<void> {
  const usernames = DEMO_ACCOUNTS.map(({ username }) => username);
  const comments = await Comment.where({ post: { author: { username: { in: usernames } } } })
    .order("-createdAt")
    .limit(LATEST)
    .with("author", "post");
  await Notification.createMany(
    comments.map(({ id, author, post, createdAt }, index) => ({
      recipient: post.authorId,
      comment: id,
      message: `${author.username} has commented on “${post.title}”`,
      createdAt,
      isRead: index >= UNREAD,
    })),
  );
}
