import NetworkValues

/// People who make calls, and walk while they talk.
extension SimulatedSite {
    mutating func attemptCall() {
        let wait = random.wait(meanMilliseconds: model.meanMilliseconds(at: now))
        queue.add(.callAttempt, at: now.adding(milliseconds: wait))

        let number = Int.random(in: radios.indices, using: &random)
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
            queue.add(.callEnd(call), at: now.adding(milliseconds: Int64.random(in: 8000...30_000, using: &random)))
        }
    }

    mutating func answer(_ call: CallID) {
        guard calls[call] != nil else { return }
        calls[call]?.isAnswered = true
        inputs.append(.callConnected(call))
        let talk = random.wait(meanMilliseconds: CallModel.meanTalkMilliseconds)
        queue.add(.callEnd(call), at: now.adding(milliseconds: talk))
        // One in four walks about and is handed over.
        if random.chance(0.25) {
            queue.add(.handover(call), at: now.adding(milliseconds: Int64.random(in: 1000...40_000, using: &random)))
        }
        // A few leave the coverage area.
        if random.chance(0.004) {
            queue.add(.callEnd(call), at: now.adding(milliseconds: talk / 2))
        }
    }

    mutating func end(_ call: CallID, _ release: CallRelease) {
        guard let ended = calls.removeValue(forKey: call) else { return }
        radios[ended.radio].calls -= 1
        if let target = ended.target { radios[target].calls -= 1 }
        inputs.append(.callEnded(call, random.chance(0.004) ? .abnormal : release))
    }

    mutating func beginHandover(_ call: CallID) {
        guard let moving = calls[call], moving.target == nil else { return }
        let near = building.neighbours(of: moving.radio).map(\.radio).filter {
            radios[$0].isPresent && radios[$0].isSynchronized && radios[$0].calls < Int(radios[$0].model.callLimit)
        }
        guard let target = near.randomElement(using: &random) else { return }
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

    /// The site ended the calls of a radio, or all calls; nothing more is told of them.
    mutating func forgetCalls(of radio: Int? = nil) {
        for (id, call) in calls where radio == nil || call.radio == radio || call.target == radio {
            radios[call.radio].calls -= 1
            if let target = call.target { radios[target].calls -= 1 }
            calls[id] = nil
        }
    }
}
