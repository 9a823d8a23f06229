// The topology stands here.
return;
