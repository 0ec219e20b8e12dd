-- What vendors said after they had accepted, newest last, and the attempt that another one stands in for.
ALTER TABLE attempt ADD COLUMN receipts text NOT NULL DEFAULT '[]';
ALTER TABLE attempt ADD COLUMN parent_id uuid;
