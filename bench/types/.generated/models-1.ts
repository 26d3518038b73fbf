import { choice, datetime, int, many, model, one, text } from "quintet/db";
import { Model9 } from "./models-0.ts";
import { Model20, Model21, Model22, Model23, Model24, Model25, Model26 } from "./models-2.ts";
export const used = [choice, datetime, int, many, model, one, text];

export class Model10 extends model("model10", {
  title: text({ max: 200 }),
  field10: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model11, { onDelete: "cascade" }); },
  get parent() { return one(() => Model10).nullable(); },
  get posts() { return many(() => Model9, "author"); },
  get tags() { return many(() => Model17); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model11 extends model("model11", {
  title: text({ max: 200 }),
  field11: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model12, { onDelete: "cascade" }); },
  get parent() { return one(() => Model11).nullable(); },
  get posts() { return many(() => Model10, "author"); },
  get tags() { return many(() => Model18); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model12 extends model("model12", {
  title: text({ max: 200 }),
  field12: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model13, { onDelete: "cascade" }); },
  get parent() { return one(() => Model12).nullable(); },
  get posts() { return many(() => Model11, "author"); },
  get tags() { return many(() => Model19); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model13 extends model("model13", {
  title: text({ max: 200 }),
  field13: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model14, { onDelete: "cascade" }); },
  get parent() { return one(() => Model13).nullable(); },
  get posts() { return many(() => Model12, "author"); },
  get tags() { return many(() => Model20); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model14 extends model("model14", {
  title: text({ max: 200 }),
  field14: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model15, { onDelete: "cascade" }); },
  get parent() { return one(() => Model14).nullable(); },
  get posts() { return many(() => Model13, "author"); },
  get tags() { return many(() => Model21); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model15 extends model("model15", {
  title: text({ max: 200 }),
  field15: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model16, { onDelete: "cascade" }); },
  get parent() { return one(() => Model15).nullable(); },
  get posts() { return many(() => Model14, "author"); },
  get tags() { return many(() => Model22); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model16 extends model("model16", {
  title: text({ max: 200 }),
  field16: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model17, { onDelete: "cascade" }); },
  get parent() { return one(() => Model16).nullable(); },
  get posts() { return many(() => Model15, "author"); },
  get tags() { return many(() => Model23); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model17 extends model("model17", {
  title: text({ max: 200 }),
  field17: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model18, { onDelete: "cascade" }); },
  get parent() { return one(() => Model17).nullable(); },
  get posts() { return many(() => Model16, "author"); },
  get tags() { return many(() => Model24); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model18 extends model("model18", {
  title: text({ max: 200 }),
  field18: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model19, { onDelete: "cascade" }); },
  get parent() { return one(() => Model18).nullable(); },
  get posts() { return many(() => Model17, "author"); },
  get tags() { return many(() => Model25); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model19 extends model("model19", {
  title: text({ max: 200 }),
  field19: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model20, { onDelete: "cascade" }); },
  get parent() { return one(() => Model19).nullable(); },
  get posts() { return many(() => Model18, "author"); },
  get tags() { return many(() => Model26); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}