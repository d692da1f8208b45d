import LinkProtocols
import NetworkValues
import Testing

/// When LLDP sends: scripts of events and times.
struct LLDPTransmitterTests {
    private var running: LLDPTransmitter {
        var transmitter = LLDPTransmitter()
        _ = transmitter.handle(.linkUp, now: at(0))
        _ = transmitter.handle(.enable, now: at(0))
        return transmitter
    }

    /// Lets time pass up to `end`, and returns the seconds at which it sent.
    private func sends(of transmitter: inout LLDPTransmitter, until end: Double) -> [Double] {
        var times: [Double] = []
        while let deadline = transmitter.deadline, deadline <= at(end) {
            if transmitter.handle(.timer, now: deadline) == .send {
                times.append(Double(deadline.milliseconds(since: at(0))) / 1000)
            }
        }
        return times
    }

    @Test func `a start sends four fast ones, and then one each interval`() {
        var transmitter = LLDPTransmitter()
        #expect(transmitter.handle(.enable, now: at(0)) == nil && transmitter.deadline == nil)
        #expect(transmitter.handle(.linkUp, now: at(0)) == .send)
        #expect(sends(of: &transmitter, until: 100) == [1, 2, 3, 33, 63, 93])
        #expect(transmitter.timers.timeToLiveSeconds == 121)
    }

    @Test func `a change here is told at once and fast`() {
        var transmitter = running
        _ = sends(of: &transmitter, until: 40)
        #expect(transmitter.handle(.localChange, now: at(45)) == .send)
        #expect(sends(of: &transmitter, until: 80) == [46, 47, 48, 78])
    }

    @Test func `a new neighbour is greeted at once and fast`() {
        var transmitter = running
        _ = sends(of: &transmitter, until: 40)
        #expect(transmitter.handle(.newNeighbour, now: at(50)) == .send)
        #expect(sends(of: &transmitter, until: 90) == [51, 52, 53, 83])
    }

    @Test func `credit bounds a burst to five, and gives one more each second`() {
        var transmitter = running
        _ = sends(of: &transmitter, until: 60)
        var sent = 0
        for step in 0..<100 where transmitter.handle(.localChange, now: at(70 + Double(step) / 1000)) == .send {
            sent += 1
        }
        #expect(sent == 5 && transmitter.credit == 0)
        #expect(transmitter.deadline == at(71))
        #expect(transmitter.handle(.localChange, now: at(70.9)) == nil)
        #expect(transmitter.handle(.timer, now: at(71)) == .send)
        #expect(transmitter.handle(.localChange, now: at(71.5)) == nil)
        #expect(transmitter.handle(.timer, now: at(72)) == .send)
        _ = sends(of: &transmitter, until: 300)
        #expect(transmitter.credit >= 4)
    }

    @Test func `switched off, it says goodbye and waits before it begins again`() {
        var transmitter = running
        _ = sends(of: &transmitter, until: 10)
        #expect(transmitter.handle(.disable, now: at(10)) == .sendShutdown)
        #expect(transmitter.handle(.disable, now: at(10)) == nil && transmitter.deadline == nil)
        #expect(transmitter.handle(.enable, now: at(10.5)) == nil)
        #expect(transmitter.deadline == at(12))
        #expect(transmitter.handle(.timer, now: at(11.9)) == nil)
        #expect(transmitter.handle(.timer, now: at(12)) == .send)
    }

    @Test func `without a link nothing is sent, not even goodbye`() {
        var transmitter = running
        #expect(transmitter.handle(.linkDown, now: at(5)) == nil && transmitter.deadline == nil)
        #expect(transmitter.handle(.timer, now: at(50)) == nil)
        #expect(transmitter.handle(.disable, now: at(51)) == nil)
        #expect(transmitter.handle(.enable, now: at(52)) == nil)
        #expect(transmitter.handle(.linkUp, now: at(60)) == .send)
    }

    @Test func `a clock that jumps back does no harm`() {
        var transmitter = running
        #expect(transmitter.handle(.timer, now: at(-1000)) == nil)
        #expect(transmitter.credit <= 5)
        #expect(transmitter.handle(.timer, now: at(1)) == .send)
    }

    @Test func `timers keep to their ranges`() {
        let timers = LLDPTimers(
            intervalSeconds: 0, hold: 0, fastIntervalSeconds: 0, fastCount: 0, creditLimit: 99,
            reinitializationDelaySeconds: 99)
        #expect(timers.intervalSeconds == 1 && timers.hold == 1 && timers.fastCount == 1)
        #expect(timers.creditLimit == 10 && timers.reinitializationDelaySeconds == 10)
        #expect(LLDPTimers(intervalSeconds: 3600, hold: 100).timeToLiveSeconds == 65_535)
    }
}
