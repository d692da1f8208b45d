import GRDB
import Logging
import NetworkValues

/// How a journal's file is opened, checked and, when it is damaged, replaced by a fresh one.
struct JournalOpening {
    let file: JournalFile
    let settings: JournalSettings
    let now: Timestamp
    let logger: Logger

    /// The pages in the log after which it is written back.
    static let logPages = 1000

    /// What was found in the file.
    struct Opened {
        var pool: DatabasePool
        var first: UInt64
        var last: UInt64
        var cursors: [String: JournalCursor.State]
        /// The name under which a damaged file was set aside.
        var setAsideFile: String?
    }

    /// Opens the file; one that is damaged is set aside and a fresh one begun. Throws when that fails too, for a full
    /// disk, and for a file that a newer version wrote.
    func open() throws(JournalError) -> Opened {
        do throws(JournalError) {
            return try openAsItIs()
        } catch {
            switch error.code {
            case .damaged:
                let name = try file.setAside(at: now)
                logger.error(
                    "the journal was damaged; it was set aside and a fresh one begun",
                    metadata: ["file": "\(name)", "reason": "\(error.message)"])
                var opened = try openAsItIs()
                opened.setAsideFile = name
                return opened
            case .diskFull where file.releaseReserve():
                return try openAsItIs()
            default:
                throw error
            }
        }
    }

    private func openAsItIs() throws(JournalError) -> Opened {
        do {
            let pool = try DatabasePool(path: file.path, configuration: Self.configuration)
            try pool.writeWithoutTransaction { db in
                // GRDB relaxes this to NORMAL for write-ahead logs; here a commit must be durable when it returns.
                // The log stays small, also behind a burst: what it holds the file must be able to take.
                try db.execute(
                    sql: """
                        PRAGMA synchronous = FULL;
                        PRAGMA wal_autocheckpoint = \(Self.logPages);
                        PRAGMA journal_size_limit = \(Self.logPages * 4096)
                        """)
            }
            try check(pool)
            let migrator = JournalSchema.migrator
            guard try !pool.read({ try migrator.hasBeenSuperseded($0) }) else {
                throw JournalError(.newerVersion, "\(file.path) was written by a newer version; use that version again")
            }
            try migrator.migrate(pool)
            try file.synchroniseFolder()
            return try pool.read { try Self.contents($0, pool: pool) }
        } catch {
            throw JournalError(error)
        }
    }

    private static var configuration: Configuration {
        var configuration = Configuration()
        configuration.maximumReaderCount = 3
        configuration.busyMode = .timeout(5)
        configuration.label = "journal"
        configuration.prepareDatabase { db in
            // A connection's cache in KiB: there are up to four of them, and readers go straight through.
            try db.execute(sql: "PRAGMA cache_size = -1024")
        }
        return configuration
    }

    /// Looks at every page of a file that is small or suspect. SQLite finds a damaged head in any file on its own.
    private func check(_ pool: DatabasePool) throws {
        guard file.isSuspect || file.bytes() + file.bytes("-wal") <= settings.checkedBytes else { return }
        let findings = try pool.read { try String.fetchAll($0, sql: "PRAGMA quick_check(1)") }
        guard findings == ["ok"] else {
            throw JournalError(.damaged, findings.first ?? "the check of the file said nothing")
        }
        file.noteSuspect(false)
    }

    private static func contents(_ db: Database, pool: DatabasePool) throws -> Opened {
        let last = try Int64.fetchOne(db, sql: "SELECT max(number) FROM record") ?? 0
        let first = try Int64.fetchOne(db, sql: "SELECT min(number) FROM record") ?? last + 1
        var cursors: [String: JournalCursor.State] = [:]
        for row in try Row.fetchAll(db, sql: "SELECT name, position, lost, confirmed FROM cursor") {
            cursors[row[0]] = JournalCursor.State(
                position: UInt64(clamping: row[1] as Int64), lost: UInt64(clamping: row[2] as Int64),
                confirmed: UInt64(clamping: row[3] as Int64))
        }
        return Opened(
            pool: pool, first: UInt64(clamping: first), last: UInt64(clamping: last), cursors: cursors,
            setAsideFile: nil)
    }
}

extension JournalError {
    /// What an error of SQLite means to the journal.
    init(_ error: any Error) {
        if let error = error as? JournalError {
            self = error
            return
        }
        guard let error = error as? DatabaseError else {
            self.init(.failed, "\(error)")
            return
        }
        let text = error.message ?? "SQLite error \(error.extendedResultCode.rawValue)"
        switch error.extendedResultCode {
        case .SQLITE_IOERR_WRITE, .SQLITE_IOERR_SHMSIZE, .SQLITE_IOERR_TRUNCATE:
            // What a full disk, a quota or a limit on a file's size comes out as where SQLite does not know better.
            self.init(.diskFull, "the journal could not be written, the disk may be full: \(text)")
        default:
            switch error.resultCode {
            case .SQLITE_FULL: self.init(.diskFull, "the disk is full, the journal could not be written")
            case .SQLITE_CORRUPT, .SQLITE_NOTADB: self.init(.damaged, "the journal's file is damaged: \(text)")
            default: self.init(.failed, "the journal failed: \(text)")
            }
        }
    }
}
