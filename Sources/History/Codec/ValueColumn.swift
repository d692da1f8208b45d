/// One value for each step, encoded as the steps come: changes as differences, what stays the same as runs.
///
/// An item begins with a number: 0 and a count for steps without a value, 1 and a count for a run, and else 2 more than
/// the difference to the value before, zigzag. In a run a gauge repeats its value, a counter its last difference.
struct ValueColumn: Sendable {
    private static let gap: UInt64 = 0
    private static let run: UInt64 = 1
    private static let literal: UInt64 = 2

    /// Whether a run repeats the last difference.
    let isCounter: Bool
    private var bytes: [UInt8] = []
    private var last: Int64 = 0
    private var step: Int64 = 0
    private var pendingGap = 0
    private var pendingRun = 0
    /// Steps so far.
    private(set) var count = 0
    /// Steps with a value.
    private(set) var valueCount = 0

    init(isCounter: Bool) { self.isCounter = isCounter }

    /// The octets so far.
    var encoded: [UInt8] {
        var whole = self
        whole.flush()
        return whole.bytes
    }

    /// Octets in memory.
    var size: Int { bytes.capacity }

    /// Adds a step.
    mutating func append(_ value: Int64?) {
        count += 1
        guard let value else {
            if pendingRun > 0 { flush() }
            pendingGap += 1
            return
        }
        if pendingGap > 0 { flush() }
        valueCount += 1
        let difference = value &- last
        last = value
        if difference == (isCounter ? step : 0) {
            pendingRun += 1
            return
        }
        flush()
        step = difference
        VarInt.append(VarInt.zigzag(difference) &+ Self.literal, to: &bytes)
    }

    /// Adds steps without a value until there are `target` steps.
    mutating func skip(to target: Int) {
        guard target > count else { return }
        if pendingRun > 0 { flush() }
        pendingGap += target - count
        count = target
    }

    private mutating func flush() {
        if pendingGap > 0 {
            VarInt.append(Self.gap, to: &bytes)
            VarInt.append(UInt64(pendingGap), to: &bytes)
            pendingGap = 0
        }
        if pendingRun == 1 {
            VarInt.append(VarInt.zigzag(isCounter ? step : 0) &+ Self.literal, to: &bytes)
        } else if pendingRun > 1 {
            VarInt.append(Self.run, to: &bytes)
            VarInt.append(UInt64(pendingRun), to: &bytes)
        }
        pendingRun = 0
    }

    /// Reads a column of at most `limit` steps: the number of each step with a value, and the value.
    static func read(
        _ bytes: ArraySlice<UInt8>, isCounter: Bool, limit: Int, _ body: (Int, Int64) -> Void
    ) throws(ByteReader.Damage) {
        var reader = ByteReader(bytes)
        var place = 0
        var last: Int64 = 0
        var step: Int64 = 0
        while !reader.isAtEnd {
            let head = try reader.number()
            switch head {
            case Self.gap: place += try reader.count(limit: limit - place)
            case Self.run:
                for _ in 0..<(try reader.count(limit: limit - place)) {
                    if isCounter { last &+= step }
                    body(place, last)
                    place += 1
                }
            default:
                guard place < limit else { throw ByteReader.Damage() }
                step = VarInt.unzigzag(head - Self.literal)
                last &+= step
                body(place, last)
                place += 1
            }
        }
    }
}
