/** The AlimTalk worker: KakaoTalk messages through NHN Cloud behind the delivery kernel. */
@NullMarked
package io.notificationhub.alimtalk;

import org.jspecify.annotations.NullMarked;
