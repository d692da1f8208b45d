public import NetworkValues
import Synchronization

/// How far a reader of the history has come; it survives a restart.
public final class HistoryCursor: Sendable {
    private let folder: HistoryFolder
    private let name: String
    private let state: Mutex<Timestamp?>

    init(_ name: String, in folder: HistoryFolder) throws(HistoryError) {
        self.folder = folder
        self.name = "cursor-" + name
        let text = try folder.read(self.name).map { String(decoding: $0, as: UTF8.self) }
        state = Mutex(text.flatMap { Int64($0) }.map { Timestamp(milliseconds: $0) })
    }

    /// The last row that was dealt with; `nil` for none.
    public var position: Timestamp? { state.withLock(\.self) }

    /// Moves on to a row; this is durable when it returns.
    public func advance(to time: Timestamp) throws(HistoryError) {
        try folder.replace(name, with: Array(String(time.milliseconds).utf8))
        state.withLock { $0 = time }
    }
}

extension History {
    /// The cursor with a name of letters, digits and hyphens.
    public func cursor(named name: String) throws(HistoryError) -> HistoryCursor {
        try HistoryCursor(try checked(name), in: folder)
    }

    /// Removes a cursor.
    public func forgetCursor(named name: String) throws(HistoryError) {
        folder.remove("cursor-" + (try checked(name)))
    }

    private func checked(_ name: String) throws(HistoryError) -> String {
        guard (1...64).contains(name.utf8.count),
            name.utf8.allSatisfy({ byte in
                let scalar = Unicode.Scalar(byte)
                return scalar.isASCII
                    && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || scalar == "-")
            })
        else {
            throw HistoryError(
                .invalidCall, "a cursor needs a name of 1 to 64 letters, digits and hyphens, not “\(name)”")
        }
        return name
    }
}
