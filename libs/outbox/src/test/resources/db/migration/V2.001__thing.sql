-- Stands for the state that a service writes beside its outbox.
CREATE TABLE thing (
    id uuid PRIMARY KEY
);
