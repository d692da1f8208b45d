import GRDB

/// The tables of the journal's file and their history. A migration, once released, never changes: the next one does.
enum JournalSchema {
    /// The columns of `record`, in the order in which `RecordRow` writes and reads them.
    ///
    /// One wide table: a column that a kind does not use costs one byte, and every reader scans one tree in the order of
    /// the numbers. There is no second index: searching reads backwards from the newest with a limit, and an index would
    /// cost every append more than it saves.
    static let recordColumns = [
        "number", "time", "kind", "severity", "device", "code", "activity", "alarm", "seriousness", "count", "flags",
        "reference", "topic", "source", "text", "device_name", "address", "module", "facility", "offset",
    ]

    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1 records, cursors, alarms") { db in
            try db.execute(
                sql: """
                    CREATE TABLE record (
                        number INTEGER PRIMARY KEY,  -- from 1, without gaps
                        time INTEGER NOT NULL,       -- milliseconds since 1970
                        kind INTEGER NOT NULL,       -- 1 fault, 2 log, 3 retention
                        severity INTEGER,            -- of the fault (0 to 2), of the log (0 to 7)
                        device INTEGER,              -- its MAC as a number, 0 for the agent's host
                        code INTEGER,                -- of the fault
                        activity INTEGER,            -- of the fault; the reason of a retention
                        alarm INTEGER,               -- the alarm's number
                        seriousness INTEGER,
                        count INTEGER,               -- raises of the alarm; records that a retention dropped
                        flags INTEGER,               -- 1: simulated
                        reference INTEGER,           -- the first record that a retention dropped
                        topic TEXT,                  -- of the log
                        source TEXT,                 -- of the fault
                        text TEXT,
                        device_name TEXT,
                        address ANY                  -- IPv4 as a number, IPv6 as 16 octets, or 20 with a zone
                    ) STRICT;
                    CREATE TABLE cursor (
                        name TEXT PRIMARY KEY,
                        position INTEGER NOT NULL,   -- the last record that was delivered
                        lost INTEGER NOT NULL        -- records that were dropped before that
                    ) STRICT, WITHOUT ROWID;
                    CREATE TABLE alarm (
                        number INTEGER PRIMARY KEY, device INTEGER NOT NULL, source TEXT NOT NULL, code INTEGER NOT NULL,
                        device_name TEXT NOT NULL, address ANY, severity INTEGER NOT NULL, text TEXT NOT NULL,
                        first_raised INTEGER NOT NULL, last_raised INTEGER NOT NULL, count INTEGER NOT NULL,
                        object_gone_since INTEGER, acknowledged INTEGER NOT NULL
                    ) STRICT;
                    CREATE TABLE fact (
                        name TEXT PRIMARY KEY, value INTEGER NOT NULL
                    ) STRICT, WITHOUT ROWID;
                    INSERT INTO fact VALUES ('last alarm', 0);
                    """)
        }
        migrator.registerMigration("2 lines of logs that were received") { db in
            try db.execute(
                sql: """
                    ALTER TABLE record ADD COLUMN module TEXT;      -- of the log: what wrote it
                    ALTER TABLE record ADD COLUMN facility INTEGER; -- of a received line, 0 to 23
                    ALTER TABLE record ADD COLUMN offset INTEGER;   -- where its message begins in the text
                    """)
        }
        migrator.registerMigration("3 what a receiver is known to have read") { db in
            // Of the cursors that are there nothing is known.
            try db.execute(sql: "ALTER TABLE cursor ADD COLUMN confirmed INTEGER NOT NULL DEFAULT 0")
        }
        return migrator
    }
}
