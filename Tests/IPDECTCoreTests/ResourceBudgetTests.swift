import IPDECTCore
import Testing

/// CPU-R (manual 4.23.5 and 4.6.16).
struct ResourceBudgetTests {
    @Test(arguments: DeviceModel.allCases) func `is used up exactly when a device takes no more`(model: DeviceModel) {
        for calls in 0...(model.callLimit + 1) {
            for encrypted in 0...calls {
                let budget = ResourceBudget(model: model, calls: calls, encryptedCalls: encrypted)
                let isFull = calls >= model.callLimit || encrypted >= model.encryptedCallLimit
                #expect((budget.utilization >= 1) == (isFull && (calls > 0 || model.callLimit > 0)))
                #expect(0...1 ~= budget.utilization)
            }
        }
    }

    @Test func `says when encryption is what fills it`() {
        // A base station of the first generation: 8 calls, 5 of them encrypted.
        #expect(ResourceBudget(model: .ipbs1, calls: 5, encryptedCalls: 5).utilization == 1)
        #expect(ResourceBudget(model: .ipbs1, calls: 5, encryptedCalls: 5).isBoundByEncryption)
        #expect(ResourceBudget(model: .ipbs1, calls: 5, encryptedCalls: 0).utilization == 0.625)
        #expect(!ResourceBudget(model: .ipbs3, calls: 8, encryptedCalls: 8).isBoundByEncryption)
    }
}
