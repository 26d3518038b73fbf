import { choice, datetime, int, many, model, one, text } from "quintet/db";
import { Model109 } from "./models-10.ts";
import { Model120, Model121, Model122, Model123, Model124, Model125, Model126 } from "./models-12.ts";
export const used = [choice, datetime, int, many, model, one, text];

export class Model110 extends model("model110", {
  title: text({ max: 200 }),
  field110: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model111, { onDelete: "cascade" }); },
  get parent() { return one(() => Model110).nullable(); },
  get posts() { return many(() => Model109, "author"); },
  get tags() { return many(() => Model117); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model111 extends model("model111", {
  title: text({ max: 200 }),
  field111: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model112, { onDelete: "cascade" }); },
  get parent() { return one(() => Model111).nullable(); },
  get posts() { return many(() => Model110, "author"); },
  get tags() { return many(() => Model118); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model112 extends model("model112", {
  title: text({ max: 200 }),
  field112: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model113, { onDelete: "cascade" }); },
  get parent() { return one(() => Model112).nullable(); },
  get posts() { return many(() => Model111, "author"); },
  get tags() { return many(() => Model119); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model113 extends model("model113", {
  title: text({ max: 200 }),
  field113: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model114, { onDelete: "cascade" }); },
  get parent() { return one(() => Model113).nullable(); },
  get posts() { return many(() => Model112, "author"); },
  get tags() { return many(() => Model120); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model114 extends model("model114", {
  title: text({ max: 200 }),
  field114: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model115, { onDelete: "cascade" }); },
  get parent() { return one(() => Model114).nullable(); },
  get posts() { return many(() => Model113, "author"); },
  get tags() { return many(() => Model121); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model115 extends model("model115", {
  title: text({ max: 200 }),
  field115: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model116, { onDelete: "cascade" }); },
  get parent() { return one(() => Model115).nullable(); },
  get posts() { return many(() => Model114, "author"); },
  get tags() { return many(() => Model122); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model116 extends model("model116", {
  title: text({ max: 200 }),
  field116: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model117, { onDelete: "cascade" }); },
  get parent() { return one(() => Model116).nullable(); },
  get posts() { return many(() => Model115, "author"); },
  get tags() { return many(() => Model123); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model117 extends model("model117", {
  title: text({ max: 200 }),
  field117: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model118, { onDelete: "cascade" }); },
  get parent() { return one(() => Model117).nullable(); },
  get posts() { return many(() => Model116, "author"); },
  get tags() { return many(() => Model124); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model118 extends model("model118", {
  title: text({ max: 200 }),
  field118: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model119, { onDelete: "cascade" }); },
  get parent() { return one(() => Model118).nullable(); },
  get posts() { return many(() => Model117, "author"); },
  get tags() { return many(() => Model125); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model119 extends model("model119", {
  title: text({ max: 200 }),
  field119: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model120, { onDelete: "cascade" }); },
  get parent() { return one(() => Model119).nullable(); },
  get posts() { return many(() => Model118, "author"); },
  get tags() { return many(() => Model126); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}