import { choice, datetime, int, many, model, one, text } from "quintet/db";
import { Model319 } from "./models-31.ts";
import { Model10, Model11, Model12, Model13, Model14, Model15, Model16 } from "./models-1.ts";
export const used = [choice, datetime, int, many, model, one, text];

export class Model0 extends model("model0", {
  title: text({ max: 200 }),
  field0: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model1, { onDelete: "cascade" }); },
  get parent() { return one(() => Model0).nullable(); },
  get posts() { return many(() => Model319, "author"); },
  get tags() { return many(() => Model7); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model1 extends model("model1", {
  title: text({ max: 200 }),
  field1: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model2, { onDelete: "cascade" }); },
  get parent() { return one(() => Model1).nullable(); },
  get posts() { return many(() => Model0, "author"); },
  get tags() { return many(() => Model8); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model2 extends model("model2", {
  title: text({ max: 200 }),
  field2: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model3, { onDelete: "cascade" }); },
  get parent() { return one(() => Model2).nullable(); },
  get posts() { return many(() => Model1, "author"); },
  get tags() { return many(() => Model9); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model3 extends model("model3", {
  title: text({ max: 200 }),
  field3: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model4, { onDelete: "cascade" }); },
  get parent() { return one(() => Model3).nullable(); },
  get posts() { return many(() => Model2, "author"); },
  get tags() { return many(() => Model10); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model4 extends model("model4", {
  title: text({ max: 200 }),
  field4: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model5, { onDelete: "cascade" }); },
  get parent() { return one(() => Model4).nullable(); },
  get posts() { return many(() => Model3, "author"); },
  get tags() { return many(() => Model11); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model5 extends model("model5", {
  title: text({ max: 200 }),
  field5: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model6, { onDelete: "cascade" }); },
  get parent() { return one(() => Model5).nullable(); },
  get posts() { return many(() => Model4, "author"); },
  get tags() { return many(() => Model12); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model6 extends model("model6", {
  title: text({ max: 200 }),
  field6: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model7, { onDelete: "cascade" }); },
  get parent() { return one(() => Model6).nullable(); },
  get posts() { return many(() => Model5, "author"); },
  get tags() { return many(() => Model13); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model7 extends model("model7", {
  title: text({ max: 200 }),
  field7: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model8, { onDelete: "cascade" }); },
  get parent() { return one(() => Model7).nullable(); },
  get posts() { return many(() => Model6, "author"); },
  get tags() { return many(() => Model14); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model8 extends model("model8", {
  title: text({ max: 200 }),
  field8: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model9, { onDelete: "cascade" }); },
  get parent() { return one(() => Model8).nullable(); },
  get posts() { return many(() => Model7, "author"); },
  get tags() { return many(() => Model15); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model9 extends model("model9", {
  title: text({ max: 200 }),
  field9: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model10, { onDelete: "cascade" }); },
  get parent() { return one(() => Model9).nullable(); },
  get posts() { return many(() => Model8, "author"); },
  get tags() { return many(() => Model16); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}