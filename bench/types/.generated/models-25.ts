import { choice, datetime, int, many, model, one, text } from "quintet/db";
import { Model249 } from "./models-24.ts";
import { Model260, Model261, Model262, Model263, Model264, Model265, Model266 } from "./models-26.ts";
export const used = [choice, datetime, int, many, model, one, text];

export class Model250 extends model("model250", {
  title: text({ max: 200 }),
  field250: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model251, { onDelete: "cascade" }); },
  get parent() { return one(() => Model250).nullable(); },
  get posts() { return many(() => Model249, "author"); },
  get tags() { return many(() => Model257); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model251 extends model("model251", {
  title: text({ max: 200 }),
  field251: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model252, { onDelete: "cascade" }); },
  get parent() { return one(() => Model251).nullable(); },
  get posts() { return many(() => Model250, "author"); },
  get tags() { return many(() => Model258); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model252 extends model("model252", {
  title: text({ max: 200 }),
  field252: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model253, { onDelete: "cascade" }); },
  get parent() { return one(() => Model252).nullable(); },
  get posts() { return many(() => Model251, "author"); },
  get tags() { return many(() => Model259); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model253 extends model("model253", {
  title: text({ max: 200 }),
  field253: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model254, { onDelete: "cascade" }); },
  get parent() { return one(() => Model253).nullable(); },
  get posts() { return many(() => Model252, "author"); },
  get tags() { return many(() => Model260); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model254 extends model("model254", {
  title: text({ max: 200 }),
  field254: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model255, { onDelete: "cascade" }); },
  get parent() { return one(() => Model254).nullable(); },
  get posts() { return many(() => Model253, "author"); },
  get tags() { return many(() => Model261); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model255 extends model("model255", {
  title: text({ max: 200 }),
  field255: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model256, { onDelete: "cascade" }); },
  get parent() { return one(() => Model255).nullable(); },
  get posts() { return many(() => Model254, "author"); },
  get tags() { return many(() => Model262); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model256 extends model("model256", {
  title: text({ max: 200 }),
  field256: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model257, { onDelete: "cascade" }); },
  get parent() { return one(() => Model256).nullable(); },
  get posts() { return many(() => Model255, "author"); },
  get tags() { return many(() => Model263); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model257 extends model("model257", {
  title: text({ max: 200 }),
  field257: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model258, { onDelete: "cascade" }); },
  get parent() { return one(() => Model257).nullable(); },
  get posts() { return many(() => Model256, "author"); },
  get tags() { return many(() => Model264); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model258 extends model("model258", {
  title: text({ max: 200 }),
  field258: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model259, { onDelete: "cascade" }); },
  get parent() { return one(() => Model258).nullable(); },
  get posts() { return many(() => Model257, "author"); },
  get tags() { return many(() => Model265); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model259 extends model("model259", {
  title: text({ max: 200 }),
  field259: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model260, { onDelete: "cascade" }); },
  get parent() { return one(() => Model259).nullable(); },
  get posts() { return many(() => Model258, "author"); },
  get tags() { return many(() => Model266); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}