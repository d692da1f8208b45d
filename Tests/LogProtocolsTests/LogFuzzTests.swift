import Foundation
import LogProtocols
import NetworkValues
import Testing

/// The decoders take any octets: they end, and what they find lies within what came.
///
/// `IPDECT_FUZZ_INPUTS` says how many inputs.
struct LogFuzzTests {
    static let inputs = ProcessInfo.processInfo.environment["IPDECT_FUZZ_INPUTS"].flatMap { Int($0) } ?? 30_000

    private static let seeds = [
        "<34>1 2003-10-11T22:14:15.003Z mymachine.example.com su - ID47 [a b=\"c\\\"]\"][d] message",
        "<34>Oct 11 22:14:15 mymachine su[12]: failed", "20130312-142901 CMD admin@172.16.68.130 mod cmd",
        "7 <13>two<13>three\r\n204 <13>x\n", "event=syslog&time=1795435200&date=20261123-120000&from=x&msg=a%20b",
        "type=alarm&severity=2&code=0x00030204&serial=00013e1d008d&source=DECT+MASTER&text=x",
    ].map { Array($0.utf8) }

    private func mutated(_ random: inout SplitMix) -> [UInt8] {
        var bytes = Self.seeds[Int.random(in: 0..<Self.seeds.count, using: &random)]
        for _ in 0..<Int.random(in: 0...6, using: &random) {
            switch Int.random(in: 0..<4, using: &random) {
            case 0 where !bytes.isEmpty:
                bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
            case 1 where !bytes.isEmpty:
                bytes.removeSubrange(Int.random(in: 0..<bytes.count, using: &random)...)
            case 2:
                bytes.insert(
                    contentsOf: Array("[]\"\\<>%=&+0 \n".utf8).shuffled(using: &random).prefix(3),
                    at: Int.random(in: 0...bytes.count, using: &random))
            default: bytes += Self.seeds[Int.random(in: 0..<Self.seeds.count, using: &random)]
            }
        }
        return bytes
    }

    @Test func `any octets give ranges within the line`() {
        var random = SplitMix(state: 11)
        for _ in 0..<Self.inputs {
            let bytes = mutated(&random)
            let view = SyslogView(bytes.span, receivedAt: Timestamp(seconds: 1_795_435_200))
            for range in [
                view.host, view.app, view.processID, view.messageID, view.structuredData, view.module, view.message,
            ] {
                #expect(range.lowerBound >= 0 && range.upperBound <= bytes.count)
            }
            #expect(view.bodyStart <= bytes.count && view.message.upperBound == bytes.count)
            #expect(!LineText.text(bytes.span, view.message).isEmpty || view.message.isEmpty)
        }
    }

    @Test func `any octets give frames within the limit`() {
        var random = SplitMix(state: 12)
        for _ in 0..<Self.inputs {
            let limit = Int.random(in: 1...40, using: &random)
            var decoder = FrameDecoder(limit: limit)
            var rest: [UInt8] = []
            for _ in 0..<3 {
                rest += mutated(&random)
                let used = decoder.frames(in: rest.span) { range, _ in
                    #expect(range.upperBound <= rest.count && range.count <= limit && !range.isEmpty)
                }
                rest.removeFirst(used)
                #expect(rest.count <= decoder.roomNeeded)
            }
            decoder.end(rest.span) { range, _ in #expect(range.count <= limit) }
        }
    }

    @Test func `any octets are messages of RELP within the limit, or an error`() {
        let seeds = [
            "1 open 20 relp_version=0\ncmd=a\n", "2 syslog 7 <13>two\n", "3 close 0\n", "4 syslog 999999999 x\n",
            "5 go 0 \n",
        ].map { Array($0.utf8) }
        var random = SplitMix(state: 14)
        for _ in 0..<Self.inputs {
            let limit = Int.random(in: 1...40, using: &random)
            var session = RELPSession(limit: limit)
            var rest: [UInt8] = []
            var messages = 0
            for turn in 0..<4 {
                var bytes = turn == 0 ? seeds[0] : seeds.randomElement(using: &random) ?? []
                if Int.random(in: 0..<3, using: &random) == 0 {
                    bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
                }
                rest += bytes
                let octets = rest
                do throws(RELPError) {
                    let used = try session.messages(in: octets.span) { range in
                        #expect(range.upperBound <= octets.count && range.count <= limit)
                        messages += 1
                    }
                    rest.removeFirst(used)
                } catch {
                    #expect(!error.expected.isEmpty)
                    break
                }
                #expect(session.isOver || rest.count <= session.roomNeeded)
                let answers = session.answers(durable: messages)
                messages = 0
                #expect(answers.isEmpty || answers.last == 0x0a)
            }
        }
    }

    @Test func `any octets are a form or an error that says what was expected`() {
        var random = SplitMix(state: 13)
        for _ in 0..<Self.inputs {
            let bytes = mutated(&random)
            do throws(FormError) {
                #expect(!(try LogForm(bytes.span)).message.isEmpty)
            } catch {
                #expect(!error.expected.isEmpty)
            }
            do throws(FormError) {
                #expect(try AlarmForm(bytes.span).severity <= 2)
            } catch {
                #expect(!error.expected.isEmpty)
            }
        }
    }
}
