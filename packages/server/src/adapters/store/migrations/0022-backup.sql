-- When the program last wrote a backup of this database, so that health can say how old it is.
alter table installation add column backed_up_at timestamptz;
