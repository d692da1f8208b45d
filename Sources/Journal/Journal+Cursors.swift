import Synchronization

/// Cursors: their positions are kept in the file beside the records, and in memory for reading.
extension Journal {
    /// The cursor of that name; a new one begins at `start` and is durable when this returns. Throws for a name that is
    /// no name of a cursor.
    public func cursor(named name: String, startingAt start: CursorStart = .newest) async throws(JournalError)
        -> JournalCursor
    {
        guard JournalCursor.isValid(name) else {
            throw JournalError(
                .invalidCall, "a cursor's name has 1 to 64 letters, digits, dots, dashes, colons, underscores")
        }
        let position: UInt64? = state.withLock { state in
            guard state.cursors[name] == nil else { return nil }
            return start == .newest ? state.last : state.first - 1
        }
        if let position {
            _ = try await submit(CommitQueue.Request(cursors: [.create(name: name, position: position)]) { _ in })
        }
        return JournalCursor(name: name, journal: self)
    }

    /// Forgets a cursor whose outlet is gone for good; nothing is kept or counted for it any more.
    public func removeCursor(named name: String) async throws(JournalError) {
        guard cursorState(name) != nil else { return }
        _ = try await submit(CommitQueue.Request(cursors: [.remove(name: name)]) { _ in })
    }

    /// The names of all cursors, sorted.
    public var cursorNames: [String] { state.withLock { $0.cursors.keys.sorted() } }

    func cursorState(_ name: String) -> JournalCursor.State? {
        state.withLock { $0.cursors[name] }
    }

    /// The cursor of that name; `nil` when there is none.
    public func knownCursor(named name: String) -> JournalCursor? {
        cursorState(name).map { _ in JournalCursor(name: name, journal: self) }
    }

    func advance(_ name: String, to number: UInt64, isConfirmed: Bool) async throws(JournalError) {
        let (cursor, last) = state.withLock { ($0.cursors[name], $0.last) }
        guard let cursor else { throw JournalError(.invalidCall, "there is no cursor \(name)") }
        guard number <= last else {
            throw JournalError(.invalidCall, "the cursor \(name) cannot be at \(number), the newest record is \(last)")
        }
        guard number > (isConfirmed ? min(cursor.position, cursor.confirmed) : cursor.position) else { return }
        let change = CursorChange.advance(name: name, to: number, isConfirmed: isConfirmed)
        _ = try await submit(CommitQueue.Request(cursors: [change]) { _ in })
    }
}
