import NetworkValues

/// People who make calls, and walk while they talk.
extension SimulatedSite {
    mutating func attemptCall() {
        let wait = random.wait(meanMilliseconds: model.meanMilliseconds(at: now))
        queue.add(.callAttempt, at: now.adding(milliseconds: wait))

        let number = placeOfCall()
        let radio = radios[number]
        guard radio.isPresent, radio.isSynchronized else { return }
        guard radio.calls < Int(radio.model.callLimit) else {
            inputs.append(.radioBusy(radio.mac))
            return
        }
        lastCall += 1
        let call = CallID(rawValue: lastCall)
        let user = String(2000 + Int.random(in: 0..<max(1, plan.userCount), using: &random))
        let direction: CallDirection = random.chance(0.55) ? .incoming : .outgoing
        inputs.append(.callStarted(call, radio.mac, user: user, direction, isEncrypted: false))
        calls[call] = SimulatedCall(radio: number)
        radios[number].calls += 1
        if random.chance(0.85) {
            queue.add(.callAnswer(call), at: now.adding(milliseconds: Int64.random(in: 2000...12_000, using: &random)))
        } else {
            let ringing = Int64.random(in: 8000...30_000, using: &random)
            queue.add(.callEnd(call, .normal), at: now.adding(milliseconds: ringing))
        }
    }

    /// The radio of the next call. In the busy hour most calls are where most people are.
    private mutating func placeOfCall() -> Int {
        let number = Int.random(in: radios.indices, using: &random)
        guard plan.scenario == .busyHour, random.chance(CallModel.crowdedShare) else { return number }
        let spot = number - number % CallModel.radiosPerCrowdedSpot + CallModel.radiosPerCrowdedSpot / 2
        return spot < radios.count ? spot : number
    }

    mutating func answer(_ call: CallID) {
        guard calls[call] != nil else { return }
        calls[call]?.isAnswered = true
        inputs.append(.callConnected(call))
        let talk = random.wait(meanMilliseconds: CallModel.meanTalkMilliseconds)
        queue.add(.callEnd(call, .normal), at: now.adding(milliseconds: talk))
        // One in four walks about and is handed over.
        if random.chance(0.25) {
            queue.add(.handover(call), at: now.adding(milliseconds: Int64.random(in: 1000...40_000, using: &random)))
        }
        // A few leave the coverage area.
        if random.chance(0.004) {
            queue.add(.callEnd(call, .abnormal), at: now.adding(milliseconds: talk / 2))
        }
    }

    mutating func end(_ call: CallID, _ release: CallRelease) {
        guard let ended = calls.removeValue(forKey: call) else { return }
        radios[ended.radio].calls -= 1
        if let target = ended.target { radios[target].calls -= 1 }
        inputs.append(.callEnded(call, release))
    }

    mutating func beginHandover(_ call: CallID) {
        guard let moving = calls[call], moving.target == nil else { return }
        guard let target = roomNear(moving.radio) else { return }
        calls[call]?.target = target
        radios[target].calls += 1
        inputs.append(.handoverStarted(call, to: radios[target].mac))
        queue.add(.handoverEnd(call), at: now.adding(milliseconds: Int64.random(in: 200...900, using: &random)))
    }

    mutating func endHandover(_ call: CallID) {
        guard let moving = calls[call], let target = moving.target else { return }
        calls[call]?.target = nil
        if random.chance(0.05) {
            radios[target].calls -= 1
            inputs.append(.handoverCancelled(call))
            return
        }
        radios[moving.radio].calls -= 1
        calls[call]?.radio = target
        inputs.append(.handoverCompleted(call))
        if random.chance(0.5) {
            queue.add(.handover(call), at: now.adding(milliseconds: Int64.random(in: 3000...40_000, using: &random)))
        }
    }

    /// A radio that is heard where `radio` is, and that has room for one more call.
    private mutating func roomNear(_ radio: Int) -> Int? {
        building.neighbours(of: radio).map(\.radio).filter {
            radios[$0].isPresent && radios[$0].isSynchronized && radios[$0].calls < Int(radios[$0].model.callLimit)
        }.randomElement(using: &random)
    }

    // MARK: Radios that go

    /// A radio stops from one moment to the next: the site ends its calls, and calls on their way to it stay where they
    /// are. Nothing more is told of either.
    mutating func breakOffCalls(of radio: Int) {
        for (id, call) in calls {
            if call.radio == radio {
                if let target = call.target { radios[target].calls -= 1 }
                calls[id] = nil
            } else if call.target == radio {
                calls[id]?.target = nil
            }
        }
        radios[radio].calls = 0
    }

    /// A radio is about to stop, and its handsets hear it: each goes to a radio near by that has room, or is cut off.
    mutating func moveCallsAway(from radio: Int) {
        for id in calls.filter({ $1.radio == radio || $1.target == radio }).keys.sorted() {
            guard let call = calls[id] else { continue }
            if call.target == radio {
                calls[id]?.target = nil
                inputs.append(.handoverCancelled(id))
            } else if let target = call.target {
                calls[id]?.radio = target
                calls[id]?.target = nil
                inputs.append(.handoverCompleted(id))
            } else if let target = roomNear(radio) {
                calls[id]?.radio = target
                radios[target].calls += 1
                inputs.append(.handoverStarted(id, to: radios[target].mac))
                inputs.append(.handoverCompleted(id))
            } else {
                calls[id] = nil
                inputs.append(.callEnded(id, .abnormal))
            }
        }
        radios[radio].calls = 0
    }

    /// The master is gone and all calls with it; nothing more is told of them.
    mutating func forgetAllCalls() {
        calls = [:]
        for number in radios.indices { radios[number].calls = 0 }
    }
}
