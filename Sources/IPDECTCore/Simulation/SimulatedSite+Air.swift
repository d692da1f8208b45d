/// Who keeps the time in each building, and who hears of it.
extension SimulatedSite {
    /// A radio came, went, or lost its timing: another one may have to be the active sync master of its region.
    ///
    /// The active one passes its part on when it goes off the air and the other candidate is on it, or when it is gone.
    mutating func chooseMaster(besides number: Int) {
        let region = building.region(of: number)
        let masters = building.masters(in: region)
        guard masters.contains(number) else { return }
        let active = activeMasters[Int(region)]
        guard !radios[active].isSynchronized else { return }
        let others = masters.filter { radios[$0].isPresent && $0 != active }
        if let other = others.first(where: { radios[$0].isSynchronized })
            ?? (radios[active].isPresent ? nil : others.first)
        {
            activeMasters[Int(region)] = other
        }
    }

    /// Whether a radio is the active sync master of its region, or hears one through radios on the air.
    func canSynchronize(_ number: Int) -> Bool {
        let active = activeMasters[Int(building.region(of: number))]
        guard number != active else { return true }
        guard radios[active].isSynchronized else { return false }
        var found: Set<Int> = [number]
        var front = [number]
        while let radio = front.popLast() {
            for neighbour in building.neighbours(of: radio) where radios[neighbour.radio].isSynchronized {
                if neighbour.radio == active { return true }
                if found.insert(neighbour.radio).inserted { front.append(neighbour.radio) }
            }
        }
        return false
    }

    /// The radios near by hear one that is back.
    mutating func tellNeighbours(of number: Int) {
        for neighbour in building.neighbours(of: number) where radios[neighbour.radio].isPresent {
            inputs.append(.syncCandidates(radios[neighbour.radio].mac, candidates(of: neighbour.radio)))
        }
    }
}
