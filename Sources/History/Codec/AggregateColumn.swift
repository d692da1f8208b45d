/// The values of one coarser step.
struct Aggregate: Hashable, Sendable {
    var minimum: Int64
    var maximum: Int64
    var sum: Int64
    var count: Int64

    init(_ value: Int64) {
        (minimum, maximum, sum, count) = (value, value, value, 1)
    }

    init(minimum: Int64, maximum: Int64, sum: Int64, count: Int64) {
        (self.minimum, self.maximum, self.sum, self.count) = (minimum, maximum, sum, count)
    }

    /// Adds what another step was.
    mutating func add(_ other: Aggregate) {
        minimum = min(minimum, other.minimum)
        maximum = max(maximum, other.maximum)
        sum = sum &+ other.sum
        count = count &+ other.count
    }

    static func + (left: Aggregate?, right: Aggregate) -> Aggregate {
        guard var left else { return right }
        left.add(right)
        return left
    }
}

/// An aggregate for each step, encoded as the steps come.
///
/// An item begins with a number: 0 and a count for steps without values, 1 and a count for steps like the one before,
/// and else 2 more than the difference of the minimum to the one before, zigzag; then maximum less minimum, sum less
/// count times minimum, zigzag because it may have wrapped, and the count.
struct AggregateColumn: Sendable {
    private var bytes: [UInt8] = []
    private var last = Aggregate(minimum: 0, maximum: 0, sum: 0, count: 0)
    private var pendingGap = 0
    private var pendingRun = 0
    /// Steps so far.
    private(set) var count = 0
    /// Steps with values.
    private(set) var valueCount = 0

    /// The octets so far.
    var encoded: [UInt8] {
        var whole = self
        whole.flush()
        return whole.bytes
    }

    /// Octets in memory.
    var size: Int { bytes.capacity }

    /// Adds a step.
    mutating func append(_ value: Aggregate) {
        if pendingGap > 0 { flush() }
        count += 1
        valueCount += 1
        guard value != last else {
            pendingRun += 1
            return
        }
        flush()
        VarInt.append(VarInt.zigzag(value.minimum &- last.minimum) &+ 2, to: &bytes)
        VarInt.append(UInt64(bitPattern: value.maximum &- value.minimum), to: &bytes)
        VarInt.append(VarInt.zigzag(value.sum &- value.count &* value.minimum), to: &bytes)
        VarInt.append(UInt64(bitPattern: value.count), to: &bytes)
        last = value
    }

    /// Adds steps without values until there are `target` steps.
    mutating func skip(to target: Int) {
        guard target > count else { return }
        if pendingRun > 0 { flush() }
        pendingGap += target - count
        count = target
    }

    private mutating func flush() {
        if pendingGap > 0 {
            VarInt.append(0, to: &bytes)
            VarInt.append(UInt64(pendingGap), to: &bytes)
        }
        if pendingRun > 0 {
            VarInt.append(1, to: &bytes)
            VarInt.append(UInt64(pendingRun), to: &bytes)
        }
        (pendingGap, pendingRun) = (0, 0)
    }

    /// Reads a column of at most `limit` steps.
    static func read(
        _ bytes: ArraySlice<UInt8>, limit: Int, _ body: (Int, Aggregate) -> Void
    ) throws(ByteReader.Damage) {
        var reader = ByteReader(bytes)
        var place = 0
        var last = Aggregate(minimum: 0, maximum: 0, sum: 0, count: 0)
        while !reader.isAtEnd {
            let head = try reader.number()
            switch head {
            case 0: place += try reader.count(limit: limit - place)
            case 1:
                for _ in 0..<(try reader.count(limit: limit - place)) {
                    body(place, last)
                    place += 1
                }
            default:
                guard place < limit else { throw ByteReader.Damage() }
                let minimum = last.minimum &+ VarInt.unzigzag(head - 2)
                let maximum = minimum &+ Int64(bitPattern: try reader.number())
                let above = try reader.signed()
                let count = Int64(bitPattern: try reader.number())
                last = Aggregate(
                    minimum: minimum, maximum: maximum, sum: above &+ count &* minimum, count: count)
                body(place, last)
                place += 1
            }
        }
    }
}
