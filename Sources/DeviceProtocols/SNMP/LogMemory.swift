/// The newest lines of a log as they were at one poll. While nobody knows which end is the newest, both ends.
struct LogMemory: Sendable {
    /// The last lines, oldest first if the newest is the last.
    private let last: [LogMark]
    /// The first lines, oldest first if the newest is the first.
    private let first: [LogMark]
    /// How many lines there were.
    private let count: Int
    /// Whether older lines than these may be in the log.
    private let isPart: Bool
    /// The latest time in it.
    private let latest: DeviceTime?

    init(_ lines: [LogLine], isPart: Bool) {
        last = lines.suffix(FaultLogReader.memoryLimit).map(\.mark)
        first = lines.prefix(FaultLogReader.memoryLimit).reversed().map(\.mark)
        count = lines.count
        self.isPart = isPart || lines.count > FaultLogReader.memoryLimit
        latest = lines.lazy.compactMap(\.time).max { $0.time < $1.time }
    }

    /// How the log became another. `order` is `nil` while it is not known.
    func growth(to now: LogMemory, order: FaultLogReader.Order?) -> LogGrowth {
        let atEnd = order == .newestFirst ? nil : Self.overlap(last, now.last, mayBeInside: isPart)
        let atStart = order == .newestLast ? nil : Self.overlap(first, now.first, mayBeInside: isPart)
        let isFirst = (atStart?.count ?? -1) > (atEnd?.count ?? -1)
        guard let overlap = isFirst ? atStart : atEnd else { return LogGrowth() }
        var growth = LogGrowth()
        let marks = isFirst ? now.first : now.last
        let old = isFirst ? first : last
        // Where a line of `marks` stands among all lines.
        func place(_ position: Int) -> Int {
            isFirst ? marks.count - 1 - position : now.count - marks.count + position
        }
        growth.new = (overlap.newStart..<max(overlap.newStart, marks.count)).map(place)
        growth.changed = (0..<overlap.count).compactMap { step in
            let mark = marks[overlap.newStart - overlap.count + step]
            return mark.activity == old[overlap.oldStart + step].activity
                ? nil : place(overlap.newStart - overlap.count + step)
        }
        // A list that moves while it is read shows a line twice; so do lines that are equal.
        growth.hasRepeats = (max(overlap.newStart, 1)..<max(overlap.newStart, marks.count, 1)).contains {
            marks[$0] == marks[$0 - 1]
        }
        growth.missed = overlap.count == 0 ? now.count - marks.count : 0
        growth.isUnrelated = overlap.count == 0 && !old.isEmpty
        // The longer of the two shows the order, unless nothing happened or both are as good.
        if order == nil, !growth.new.isEmpty, !growth.isUnrelated, atStart?.count != atEnd?.count {
            growth.order = isFirst ? .newestFirst : .newestLast
        }
        return growth
    }

    /// Whether a line is not older than all that was there, as far as the times can tell.
    func mayBeNew(_ line: LogLine) -> Bool {
        guard let latest, let time = line.time else { return true }
        return time.time >= latest.time
    }

    /// How often each line was there.
    var counts: [LogMark: Int] {
        (last + (count > last.count ? first : [])).reduce(into: [:]) { $0[$1, default: 0] += 1 }
    }

    private struct Overlap {
        /// Lines that were there and still are.
        var count: Int
        /// Where the first of them was.
        var oldStart: Int
        /// Where the first new line is.
        var newStart: Int
    }

    /// Lays `new` over `old`, both oldest first: the end of the old one is the beginning of the new one, or the old one lies
    /// inside the new one when it was only a part.
    private static func overlap(_ old: [LogMark], _ new: [LogMark], mayBeInside: Bool) -> Overlap {
        // The longest end of `old` that `new` begins with (the failure function of Knuth, Morris and Pratt).
        var borders = [Int](repeating: 0, count: new.count)
        var matched = 0
        for position in new.indices.dropFirst() {
            while matched > 0, new[position].content != new[matched].content { matched = borders[matched - 1] }
            if new[position].content == new[matched].content { matched += 1 }
            borders[position] = matched
        }
        matched = 0
        for mark in old {
            if matched == new.count, matched > 0 { matched = borders[matched - 1] }
            while matched > 0, mark.content != new[matched].content { matched = borders[matched - 1] }
            if matched < new.count, mark.content == new[matched].content { matched += 1 }
        }
        let atEnd = Overlap(count: matched, oldStart: old.count - matched, newStart: matched)
        guard mayBeInside, !old.isEmpty, new.count > old.count else { return atEnd }
        for start in stride(from: new.count - old.count, through: 0, by: -1) {
            let isHere = old.indices.allSatisfy { old[$0].content == new[start + $0].content }
            if isHere, old.count > matched {
                return Overlap(count: old.count, oldStart: 0, newStart: start + old.count)
            }
        }
        return atEnd
    }
}

/// How a log became another between two polls.
struct LogGrowth: Sendable {
    /// The places of the new lines, oldest first.
    var new: [Int] = []
    /// The places of lines that were there, whose fault became something else.
    var changed: [Int] = []
    /// Whether a new line is as the one before it.
    var hasRepeats = false
    /// New lines behind those that are remembered.
    var missed = 0
    /// Whether nothing of the old log is in the new one.
    var isUnrelated = false
    /// The order, if this shows it.
    var order: FaultLogReader.Order?

    /// Whether one read is proof enough.
    var isClear: Bool { changed.isEmpty && !isUnrelated && !hasRepeats }

    /// The new and changed lines, oldest first, when a second read showed them too. Of an unrelated log only what was not
    /// there before, in whatever order, and is not older than what was there.
    func believable(_ memory: LogMemory, _ lines: [LogLine]) -> [LogLine] {
        guard isUnrelated else {
            // Only a fault that is over changes its line.
            return changed.map { lines[$0] }.filter { $0.mark.activity == 1 || $0.mark.activity == 2 }
                + new.map { lines[$0] }
        }
        var counts = memory.counts
        return new.map { lines[$0] }.filter { line in
            if let count = counts[line.mark], count > 0 {
                counts[line.mark] = count - 1
                return false
            }
            return memory.mayBeNew(line)
        }
    }
}
