/// Entries of one kind, kept by dumps and by what the kernel tells between them.
///
/// While a dump is under way, what the kernel tells on its own wins over what the dump says: it is the newer one, or a still
/// newer one follows. What was there before the dump and was neither told nor dumped is gone at its end.
struct EntrySet<Key: Hashable & Sendable, Value: Hashable & Sendable>: Hashable, Sendable {
    private(set) var entries: [Key: Value] = [:]
    /// During a dump: what was there before and has not come again.
    private var unseen: Set<Key> = []
    /// During a dump: what the kernel told of on its own.
    private var told: Set<Key>?

    subscript(key: Key) -> Value? { entries[key] }
    var count: Int { entries.count }

    /// Begins a dump of the entries whose keys are as said.
    mutating func beginDump(where isDumped: (Key) -> Bool = { _ in true }) {
        unseen = Set(entries.keys.filter(isDumped))
        told = []
    }

    /// Ends a dump. Returns what is gone.
    mutating func endDump() -> [Value] {
        defer { abandonDump() }
        return unseen.compactMap { entries.removeValue(forKey: $0) }
    }

    mutating func abandonDump() {
        unseen = []
        told = nil
    }

    /// Takes an entry. Returns whether it is new or changed.
    mutating func set(_ key: Key, _ value: Value, fromDump: Bool) -> Bool {
        unseen.remove(key)
        if fromDump, told?.contains(key) == true { return false }
        if !fromDump { told?.insert(key) }
        return entries.updateValue(value, forKey: key) != value
    }

    mutating func remove(_ key: Key) -> Value? {
        unseen.remove(key)
        told?.insert(key)
        return entries.removeValue(forKey: key)
    }
}
