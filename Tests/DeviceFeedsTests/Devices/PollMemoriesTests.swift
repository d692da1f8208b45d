import NetworkValues
import Testing

@testable import DeviceFeeds

struct PollMemoriesTests {
    private func device(_ number: Int, _ host: UInt32) -> WatchedDevice {
        WatchedDevice(number: number, address: .v4(0xc000_0200 + host))
    }

    @Test func `what was learnt of a device is not taken for another at its number`() {
        let memories = PollMemories<String>()
        memories.keep("first", of: device(1, 1))
        #expect(memories.memory(of: device(1, 1)) == "first")
        #expect(memories.memory(of: device(1, 2)) == nil)
        #expect(memories.memory(of: device(2, 1)) == nil)
        memories.keep("second", of: device(1, 2))
        #expect(memories.memory(of: device(1, 2)) == "second")
        #expect(memories.memory(of: device(1, 1)) == nil)
    }

    @Test func `a poll that ends behind the removal of its device leaves nothing to the next one`() {
        let memories = PollMemories<String>()
        memories.keep("first", of: device(1, 1))
        memories.forget(1)
        #expect(memories.memory(of: device(1, 1)) == nil)
        memories.keep("late", of: device(1, 1))
        #expect(memories.memory(of: device(1, 9)) == nil)
    }
}
