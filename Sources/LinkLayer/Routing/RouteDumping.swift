import NetworkValues

/// Which dumps are to be made and which one is under way: a value with injected time.
///
/// The kernel makes one dump at a time for a socket. A dump begins only when nothing waits in the socket, because what waits
/// there is older than the dump and must not win over it.
struct RouteDumping: Hashable, Sendable {
    /// Milliseconds between two times at which everything is read, at the least; doubled after each failure, up to 64 times.
    static let pauseMilliseconds: Int64 = 1000
    /// Milliseconds after which a dump that does not go on is given up.
    static let patienceMilliseconds: Int64 = 5000
    /// How often a dump is repeated because things changed meanwhile.
    static let repetitionLimit = 5

    private(set) var current: RouteDump?
    private var waiting = Set(RouteDump.allCases)
    private var isWhole = true
    private var isInterrupted = false
    private var repetitions = 0
    private var lastWhole: Timestamp?
    private var giveUp: Timestamp?
    private var isLater = false
    private var failures: Int64 = 0

    /// When `next` must be asked again although nothing came.
    var deadline: Timestamp? {
        if current != nil { return giveUp }
        return waiting.isEmpty ? nil : isLater ? lastWhole?.adding(milliseconds: pause) : lastWhole
    }

    /// Whether a dump is under way or waits.
    var isBusy: Bool { current != nil || !waiting.isEmpty }

    /// Everything must be read anew.
    mutating func loseAll() {
        waiting = Set(RouteDump.allCases)
        isWhole = true
        isLater = lastWhole != nil
    }

    /// A dump failed: everything must be read anew, later each time.
    mutating func fail() {
        failures += 1
        loseAll()
    }

    private var pause: Int64 { Self.pauseMilliseconds << min(failures, 6) }

    /// One kind must be read anew.
    mutating func lose(_ kind: RouteDump) {
        waiting.insert(kind)
    }

    /// The dump to begin now, with nothing left in the socket.
    mutating func next(now: Timestamp) -> RouteDump? {
        guard current == nil, let kind = waiting.min(by: { $0.rawValue < $1.rawValue }) else { return nil }
        if isLater, let due = deadline, now < due { return nil }
        if isWhole, kind == .links, waiting.count == RouteDump.allCases.count {
            lastWhole = now
            isLater = false
        }
        waiting.remove(kind)
        current = kind
        isInterrupted = false
        giveUp = now.adding(milliseconds: Self.patienceMilliseconds)
        return kind
    }

    /// A part of the dump came.
    mutating func proceed(isInterrupted: Bool, now: Timestamp) {
        if isInterrupted { self.isInterrupted = true }
        giveUp = now.adding(milliseconds: Self.patienceMilliseconds)
    }

    /// The dump ended. Returns whether it is repeated.
    mutating func end() -> Bool {
        guard let kind = current else { return false }
        current = nil
        giveUp = nil
        guard isInterrupted, repetitions < Self.repetitionLimit else {
            repetitions = 0
            return false
        }
        repetitions += 1
        waiting.insert(kind)
        return true
    }

    /// Gives up a dump that does not go on. Returns it.
    mutating func expire(now: Timestamp) -> RouteDump? {
        guard let kind = current, let giveUp, now >= giveUp else { return nil }
        current = nil
        self.giveUp = nil
        fail()
        return kind
    }

    /// Whether everything has been read since it was last lost; true once each time.
    mutating func becameWhole() -> Bool {
        guard isWhole, !isBusy else { return false }
        isWhole = false
        failures = 0
        return true
    }
}
