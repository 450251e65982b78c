package dev.stowage.conformance.function;

/** Everything that a function service must do. */
public interface FunctionDeployerContract
    extends FunctionDeployContract,
        FunctionLimitContract,
        FunctionTriggerContract,
        FunctionStateContract,
        FunctionErrorContract {}
