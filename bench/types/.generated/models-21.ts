import { choice, datetime, int, many, model, one, text } from "quintet/db";
import { Model209 } from "./models-20.ts";
import { Model220, Model221, Model222, Model223, Model224, Model225, Model226 } from "./models-22.ts";
export const used = [choice, datetime, int, many, model, one, text];

export class Model210 extends model("model210", {
  title: text({ max: 200 }),
  field210: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model211, { onDelete: "cascade" }); },
  get parent() { return one(() => Model210).nullable(); },
  get posts() { return many(() => Model209, "author"); },
  get tags() { return many(() => Model217); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model211 extends model("model211", {
  title: text({ max: 200 }),
  field211: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model212, { onDelete: "cascade" }); },
  get parent() { return one(() => Model211).nullable(); },
  get posts() { return many(() => Model210, "author"); },
  get tags() { return many(() => Model218); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model212 extends model("model212", {
  title: text({ max: 200 }),
  field212: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model213, { onDelete: "cascade" }); },
  get parent() { return one(() => Model212).nullable(); },
  get posts() { return many(() => Model211, "author"); },
  get tags() { return many(() => Model219); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model213 extends model("model213", {
  title: text({ max: 200 }),
  field213: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model214, { onDelete: "cascade" }); },
  get parent() { return one(() => Model213).nullable(); },
  get posts() { return many(() => Model212, "author"); },
  get tags() { return many(() => Model220); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model214 extends model("model214", {
  title: text({ max: 200 }),
  field214: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model215, { onDelete: "cascade" }); },
  get parent() { return one(() => Model214).nullable(); },
  get posts() { return many(() => Model213, "author"); },
  get tags() { return many(() => Model221); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model215 extends model("model215", {
  title: text({ max: 200 }),
  field215: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model216, { onDelete: "cascade" }); },
  get parent() { return one(() => Model215).nullable(); },
  get posts() { return many(() => Model214, "author"); },
  get tags() { return many(() => Model222); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model216 extends model("model216", {
  title: text({ max: 200 }),
  field216: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model217, { onDelete: "cascade" }); },
  get parent() { return one(() => Model216).nullable(); },
  get posts() { return many(() => Model215, "author"); },
  get tags() { return many(() => Model223); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model217 extends model("model217", {
  title: text({ max: 200 }),
  field217: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model218, { onDelete: "cascade" }); },
  get parent() { return one(() => Model217).nullable(); },
  get posts() { return many(() => Model216, "author"); },
  get tags() { return many(() => Model224); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model218 extends model("model218", {
  title: text({ max: 200 }),
  field218: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model219, { onDelete: "cascade" }); },
  get parent() { return one(() => Model218).nullable(); },
  get posts() { return many(() => Model217, "author"); },
  get tags() { return many(() => Model225); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model219 extends model("model219", {
  title: text({ max: 200 }),
  field219: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model220, { onDelete: "cascade" }); },
  get parent() { return one(() => Model219).nullable(); },
  get posts() { return many(() => Model218, "author"); },
  get tags() { return many(() => Model226); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}