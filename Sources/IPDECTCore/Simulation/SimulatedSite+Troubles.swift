import Faults
import NetworkValues

/// What goes wrong, and gets well again.
extension SimulatedSite {
    /// Mean distance between two restarts of a radio somewhere on the site.
    static let meanRestartMilliseconds = 6 * 3_600_000.0
    /// The kinds of fault of an alarm storm: some that last, some that do not.
    static let stormFaults: [FaultCode] = [
        .gwInterfaceDown, .masterEmergencyRegistrationDown, .rtpNoMediaDataReceived, .sipOverloadDetected,
        .ipDhcpServerNotResponding, .boxMemoryLow, .dectCipherTimeout, .ipNoRouteToDestination,
    ]

    /// A radio hears its neighbours a little better or worse than before, and tells again how it is synchronized.
    mutating func drift() {
        queue.add(.drift, at: now.adding(seconds: 5))
        let number = Int.random(in: radios.indices, using: &random)
        guard radios[number].isPresent else { return }
        let step = Int.random(in: -2...2, using: &random)
        radios[number].fading = min(3, max(-14, radios[number].fading + step))
        inputs.append(.syncCandidates(radios[number].mac, candidates(of: number)))
        if radios[number].isSynchronized, canSynchronize(number) { reportSync(number) }
    }

    mutating func restart() {
        queue.add(.restart, at: now.adding(milliseconds: random.wait(meanMilliseconds: Self.meanRestartMilliseconds)))
        let number = Int.random(in: radios.indices, using: &random)
        guard radios[number].isPresent else { return }
        breakOffCalls(of: number)
        radios[number].isSynchronized = false
        // Its faults are over with it.
        for fault in Self.stormFaults.indices { standingFaults.remove(number * Self.stormFaults.count + fault) }
        inputs.append(.radioRestarted(radios[number].mac, unexpected: random.chance(0.3)))
        chooseMaster(besides: number)
        comeOnAir(number)
    }

    mutating func lose(_ first: Int) {
        // One that is away already cannot go: then it is the next.
        let count = radios.count
        let numbers = (0..<count).lazy.map { (first + $0) % count }
        guard let number = numbers.first(where: { radios[$0].isPresent }) else { return }
        breakOffCalls(of: number)
        radios[number].isPresent = false
        radios[number].isSynchronized = false
        inputs.append(.radioSilent(radios[number].mac))
        chooseMaster(besides: number)
        let away = Int64.random(in: 60_000...400_000, using: &random)
        queue.add(.giveBack(radio: number), at: now.adding(milliseconds: away))
    }

    mutating func giveBack(_ number: Int) {
        radios[number].isPresent = true
        inputs.append(.radioRegistered(radios[number].mac, report(number)))
        chooseMaster(besides: number)
        comeOnAir(number)
        tellNeighbours(of: number)
        guard plan.scenario == .radioLoss else { return }
        let next = (number + Int.random(in: 1...7, using: &random)) % radios.count
        queue.add(.lose(radio: next), at: now.adding(milliseconds: Int64.random(in: 5000...60_000, using: &random)))
    }

    private mutating func comeOnAir(_ number: Int) {
        inputs.append(.syncCandidates(radios[number].mac, candidates(of: number)))
        queue.add(
            .findSync(radio: number), at: now.adding(milliseconds: Int64.random(in: 4000...20_000, using: &random)))
    }

    mutating func loseSync() {
        queue.add(.loseSync, at: now.adding(milliseconds: random.wait(meanMilliseconds: 3000)))
        let number = Int.random(in: radios.indices, using: &random)
        guard radios[number].isPresent, radios[number].isSynchronized,
            let cause = SyncLossCause.allCases.randomElement(using: &random)
        else { return }
        radios[number].isSynchronized = false
        moveCallsAway(from: number)
        inputs.append(.syncLost(radios[number].mac, cause))
        chooseMaster(besides: number)
        queue.add(
            .findSync(radio: number), at: now.adding(milliseconds: Int64.random(in: 8000...60_000, using: &random)))
    }

    mutating func findSync(_ number: Int) {
        guard radios[number].isPresent, !radios[number].isSynchronized else { return }
        guard canSynchronize(number) else {
            queue.add(.findSync(radio: number), at: now.adding(seconds: 15))
            return
        }
        // What it hears now: the radios that it heard when it went may be gone.
        inputs.append(.syncCandidates(radios[number].mac, candidates(of: number)))
        reportSync(number)
    }

    /// The Master that serves is lost, and its partner takes its place; or it is back, as the partner.
    mutating func reach(_ isReachable: Bool) {
        if isReachable {
            inputs.append(.masterReachable(partnerMaster, .master, true))
        } else {
            forgetAllCalls()
            inputs.append(.masterReachable(servingMaster, .master, false))
            swap(&servingMaster, &partnerMaster)
        }
        let wait: Int64 = isReachable ? 420 : 180
        queue.add(.mirror(isReachable: !isReachable), at: now.adding(seconds: wait))
    }

    mutating func storm() {
        queue.add(.storm, at: now.adding(milliseconds: random.wait(meanMilliseconds: 50)))
        let number = Int.random(in: radios.indices, using: &random)
        let fault = Int.random(in: Self.stormFaults.indices, using: &random)
        guard radios[number].isPresent else { return }
        let code = Self.stormFaults[fault]
        let text = "simulated: \(FaultCatalogue.definition(of: code)?.title ?? "fault")"
        if random.chance(0.2) {
            inputs.append(.faultEvent(radios[number].mac, code, source: "SIM", text: text))
            return
        }
        inputs.append(.faultRaised(radios[number].mac, code, source: "SIM", text: text))
        guard standingFaults.insert(number * Self.stormFaults.count + fault).inserted else { return }
        queue.add(
            .calm(radio: number, fault: fault),
            at: now.adding(milliseconds: Int64.random(in: 2000...30_000, using: &random)))
    }

    mutating func calm(_ number: Int, _ fault: Int) {
        guard standingFaults.remove(number * Self.stormFaults.count + fault) != nil else { return }
        inputs.append(.faultCleared(radios[number].mac, Self.stormFaults[fault], source: "SIM"))
    }
}
