import Faults
import Foundation
import GRDB
import GRDBSQLite
import NetworkValues

/// Writes lines of logs into the record table. They come by the ten thousand a second, which is more than values that are
/// boxed one by one allow; so their columns are bound to the statement directly.
struct LogRowWriter {
    /// The columns that a line uses, in the order in which they are bound.
    private static let columns = [
        "number", "time", "kind", "severity", "device", "topic", "text", "device_name", "address", "module", "facility",
        "offset",
    ]

    private static let insert =
        "INSERT INTO record (\(columns.joined(separator: ", "))) "
        + "VALUES (\(columns.map { _ in "?" }.joined(separator: ", ")))"

    private let statement: Statement
    private let handle: SQLiteStatement

    /// Prepares the statement, or takes the one that was prepared before.
    init(_ db: Database) throws {
        statement = try db.cachedStatement(sql: Self.insert)
        handle = statement.sqliteStatement
    }

    /// Writes one line under a number.
    func write(_ log: LogRecord, number: UInt64, _ db: Database) throws {
        sqlite3_bind_int64(handle, 1, Int64(clamping: number))
        sqlite3_bind_int64(handle, 2, log.time.milliseconds)
        sqlite3_bind_int64(handle, 3, Int64(JournalContent.Kind.log.rawValue))
        sqlite3_bind_int64(handle, 4, Int64(log.severity))
        sqlite3_bind_int64(handle, 5, Int64(bitPattern: log.device.rawValue))
        bind(log.topic.rawValue, 6)
        bind(log.text, 7)
        if let origin = log.origin {
            bind(origin.host, 8)
            bind(origin.address, 9)
            sqlite3_bind_int64(handle, 11, Int64(origin.facility))
            sqlite3_bind_int64(handle, 12, Int64(origin.messageOffset))
        } else {
            for column in [8, 9, 11, 12] as [Int32] { sqlite3_bind_null(handle, column) }
        }
        if log.module.isEmpty { sqlite3_bind_null(handle, 10) } else { bind(log.module, 10) }
        let outcome = sqlite3_step(handle)
        sqlite3_reset(handle)
        guard outcome == SQLITE_DONE else {
            throw DatabaseError(
                resultCode: ResultCode(rawValue: outcome),
                message: db.sqliteConnection.flatMap { sqlite3_errmsg($0) }.map { String(cString: $0) })
        }
    }

    /// SQLite copies the text: it need not outlive the call.
    private func bind(_ text: String, _ column: Int32) {
        var text = text
        text.withUTF8 { octets in
            _ = sqlite3_bind_text(
                handle, column, UnsafeRawPointer(octets.baseAddress)?.assumingMemoryBound(to: CChar.self) ?? Self.empty,
                Int32(clamping: octets.count), Self.transient)
        }
    }

    private func bind(_ address: IPAddress, _ column: Int32) {
        if case .v4(let value) = address {
            sqlite3_bind_int64(handle, column, Int64(value))
        } else if case .blob(let octets) = AddressColumn.encode(address).storage {
            octets.withUnsafeBytes {
                _ = sqlite3_bind_blob(handle, column, $0.baseAddress, Int32(clamping: $0.count), Self.transient)
            }
        }
    }

    private static let transient = unsafeBitCast(OpaquePointer(bitPattern: -1), to: sqlite3_destructor_type.self)
    /// An empty text is not the same as none.
    nonisolated(unsafe) private static let empty = UnsafePointer(strdup(""))
}
