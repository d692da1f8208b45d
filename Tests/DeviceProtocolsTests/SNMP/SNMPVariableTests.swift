import DeviceProtocols
import Testing

struct SNMPVariableTests {
    @Test func `a whole number that is not negative is one, of whatever kind`() {
        #expect(SNMPValue.integer(7).unsigned == 7)
        #expect(SNMPValue.integer(-7).unsigned == nil)
        #expect(SNMPValue.counter64(.max).unsigned == .max)
        #expect(SNMPValue.octets([7]).unsigned == nil)
    }
}
