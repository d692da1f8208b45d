/// The calls going on, sorted by number, so that a snapshot of them is cheap.
///
/// A call that ends leaves a gap, and the gaps are closed now and then: closing each at once would move thousands of calls
/// at every end.
struct CallTable: Sendable {
    private var calls: [Call] = []
    private var isGap: [Bool] = []
    private var gapCount = 0

    /// The number of calls.
    var count: Int { calls.count - gapCount }

    /// The calls by ascending number.
    var sorted: [Call] {
        gapCount == 0 ? calls : zip(calls, isGap).compactMap { $1 ? nil : $0 }
    }

    /// Where the call with this number is; `nil` when there is none.
    func position(of id: CallID) -> Int? {
        let position = insertionPosition(for: id)
        return position < calls.count && calls[position].id == id && !isGap[position] ? position : nil
    }

    /// The call at a position that `position(of:)` gave.
    subscript(position: Int) -> Call {
        get { calls[position] }
        _modify { yield &calls[position] }
    }

    /// Adds a call; does nothing when its number is in use.
    mutating func insert(_ call: Call) {
        let position = insertionPosition(for: call.id)
        if position < calls.count, calls[position].id == call.id {
            guard isGap[position] else { return }
            calls[position] = call
            isGap[position] = false
            gapCount -= 1
        } else {
            calls.insert(call, at: position)
            isGap.insert(false, at: position)
        }
    }

    /// Removes the call at a position; positions got before are void then.
    mutating func remove(at position: Int) {
        isGap[position] = true
        gapCount += 1
        if gapCount > 64, gapCount * 4 > calls.count {
            calls = sorted
            isGap = [Bool](repeating: false, count: calls.count)
            gapCount = 0
        }
    }

    private func insertionPosition(for id: CallID) -> Int {
        guard let last = calls.last, id <= last.id else { return calls.count }
        var low = 0
        var high = calls.count
        while low < high {
            let middle = (low + high) / 2
            if calls[middle].id < id { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
