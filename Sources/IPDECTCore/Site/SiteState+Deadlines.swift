import NetworkValues

/// What happens because time passed.
extension SiteState {
    /// Does what is due, in the order in which it became due.
    mutating func meetDeadlines() {
        while let (time, deadline) = deadlines.first, time <= now {
            deadlines.removeFirst()
            guard isCurrent(deadline, at: time) else { continue }
            switch deadline {
            case .calculation(let region):
                calculate(region)
            case .search(let index):
                if let position = position(ofIndex: index) { endSearch(position) }
            case .restartReport(let index):
                if let position = position(ofIndex: index) { reportRestart(position) }
            }
        }
    }

    /// Takes out the first deadlines while they do not count any more, so that nobody wakes up for them.
    mutating func dropStaleDeadlines() {
        while let (time, deadline) = deadlines.first, !isCurrent(deadline, at: time) { deadlines.removeFirst() }
        guard deadlines.count > 8 * details.count + 1024 else { return }
        var kept = deadlines
        kept.keep { isCurrent($0, at: $1) }
        deadlines = kept
    }

    /// Sets when the search of a radio is over; `nil` for no search.
    mutating func setSearch(_ position: Int, seconds: Int64?) {
        guard let seconds else {
            details[position].searchEndsAt = nil
            return
        }
        let time = now.adding(seconds: seconds)
        guard details[position].searchEndsAt != time else { return }
        details[position].searchEndsAt = time
        deadlines.add(.search(site.radios[position].index), at: time)
    }

    /// Has the tree of a region computed soon.
    mutating func scheduleCalculation(_ region: UInt8) {
        guard let position = position(ofRegion: region), regionDetails[position].calculationAt == nil else { return }
        let time = now.adding(milliseconds: Self.calculationDelayMilliseconds)
        regionDetails[position].calculationAt = time
        deadlines.add(.calculation(region), at: time)
    }

    private func isCurrent(_ deadline: Deadline, at time: Timestamp) -> Bool {
        switch deadline {
        case .calculation(let region):
            position(ofRegion: region).map { regionDetails[$0].calculationAt == time } ?? false
        case .search(let index):
            position(ofIndex: index).map { details[$0].searchEndsAt == time } ?? false
        case .restartReport(let index):
            position(ofIndex: index).map { details[$0].reportsRestartAt == time } ?? false
        }
    }
}
