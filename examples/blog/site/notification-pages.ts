import { get, post, redirect, render, url } from "quintet/http";
import { int, text } from "quintet/schema";
import { Notification } from "../models.ts";

const list = get(
  "/notifications",
  { name: "blog.notifications", signedIn: true, query: { after: text().optional() } },
  async ({ user, query }) => {
    const notifications = await Notification.where({ recipient: user.id })
      .with({ comment: { with: ["post"] } })
      .cursor({ size: 20, ...query });
    return render("blog/notifications", { notifications });
  },
);

const read = post(
  "/notifications/:id/read",
  { name: "blog.read_notification", signedIn: true, params: { id: int({ min: 1 }) } },
  async ({ params, user }) => {
    await Notification.where({ recipient: user.id, id: params.id }).update({ isRead: true });
    return redirect(url(list));
  },
);

const readAll = post(
  "/notifications/read",
  { name: "blog.read_notifications", signedIn: true },
  async ({ user }) => {
    await Notification.where({ recipient: user.id, isRead: false }).update({ isRead: true });
    return redirect(url(list));
  },
);

/** What somebody is told of comments on their posts. */
export const notificationPages = [list, read, readAll];
