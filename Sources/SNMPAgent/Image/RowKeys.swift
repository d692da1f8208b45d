/// The indexes of a table's rows in ascending order, shared between images while no row comes or goes.
final class RowKeys: Sendable {
    /// The number of rows.
    let count: Int
    /// Sub-identifiers in each index when all have as many, else 0.
    let stride: Int
    /// All sub-identifiers, index behind index.
    nonisolated(unsafe) let arcs: UnsafePointer<UInt32>
    /// Where each index begins in `arcs`, and at last where they end; only when the lengths differ.
    nonisolated(unsafe) let starts: UnsafePointer<UInt32>?

    /// The index of a scalar.
    static let scalar = RowKeys(arcs: [0], starts: [0, 1])

    /// Makes keys from sub-identifiers and where each index begins in them, the end included.
    init(arcs source: [UInt32], starts sourceStarts: [UInt32]) {
        count = sourceStarts.count - 1
        let first = count > 0 ? sourceStarts[1] : 0
        let isUniform = first > 0 && (0..<count).allSatisfy { sourceStarts[$0 + 1] - sourceStarts[$0] == first }
        stride = isUniform ? Int(first) : 0
        arcs = UnsafePointer(Self.copy(source))
        starts = isUniform ? nil : UnsafePointer(Self.copy(sourceStarts))
    }

    deinit {
        arcs.deallocate()
        starts?.deallocate()
    }

    private static func copy(_ source: [UInt32]) -> UnsafeMutablePointer<UInt32> {
        let target = UnsafeMutablePointer<UInt32>.allocate(capacity: max(source.count, 1))
        source.withUnsafeBufferPointer { buffer in
            if let base = buffer.baseAddress { target.initialize(from: base, count: buffer.count) }
        }
        return target
    }

    /// A view for searching.
    var view: RowKeysView {
        RowKeysView(count: count, stride: stride, arcs: arcs, starts: starts)
    }
}

/// The indexes of a table's rows, without a reference to count. Valid as long as the keys that it came from.
struct RowKeysView {
    let count: Int
    let stride: Int
    let arcs: UnsafePointer<UInt32>
    let starts: UnsafePointer<UInt32>?

    /// The index of `row`.
    @inline(__always)
    subscript(row: Int) -> UnsafeBufferPointer<UInt32> {
        guard let starts else { return UnsafeBufferPointer(start: arcs + row * stride, count: stride) }
        return UnsafeBufferPointer(start: arcs + Int(starts[row]), count: Int(starts[row + 1] - starts[row]))
    }

    /// The row with exactly this index, or -1.
    func row(at index: UnsafePointer<UInt32>, count indexCount: Int) -> Int {
        let row = lowerBound(index, indexCount)
        guard row < count else { return -1 }
        let found = self[row]
        guard found.count == indexCount, let base = found.baseAddress else { return -1 }
        return compareNames(base, indexCount, index, indexCount) == 0 ? row : -1
    }

    /// The first row whose index stands behind `index`; `count` when there is none.
    func row(after index: UnsafePointer<UInt32>, count indexCount: Int) -> Int {
        let row = lowerBound(index, indexCount)
        guard row < count else { return row }
        let found = self[row]
        guard found.count == indexCount, let base = found.baseAddress else { return row }
        return compareNames(base, indexCount, index, indexCount) == 0 ? row + 1 : row
    }

    /// The first row whose index does not stand before `index`.
    private func lowerBound(_ index: UnsafePointer<UInt32>, _ indexCount: Int) -> Int {
        guard indexCount > 0 else { return 0 }
        if stride == 1 { return lowerBound(single: index[0], isLonger: indexCount > 1) }
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            let candidate = self[middle]
            guard let base = candidate.baseAddress else { return low }
            if compareNames(base, candidate.count, index, indexCount) < 0 { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// The same for indexes of one sub-identifier; `isLonger` when the index sought has more behind `wanted`, so that an
    /// equal one stands before it.
    private func lowerBound(single wanted: UInt32, isLonger: Bool) -> Int {
        // Most tables are numbered from 1 without gaps.
        let guess = Int(wanted) - 1
        if guess >= 0, guess < count, arcs[guess] == wanted { return isLonger ? guess + 1 : guess }
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if arcs[middle] < wanted { low = middle + 1 } else { high = middle }
        }
        return isLonger && low < count && arcs[low] == wanted ? low + 1 : low
    }
}
